"""How files are served: the headers, the files of the hosts, a server on this machine."""
