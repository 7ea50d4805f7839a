"""The built site behind each server that it can be hosted by, on this machine alone."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from macros.publish.hosting.apache import htaccess
from macros.publish.hosting.headers import TYPES, rules
from macros.publish.hosting.hosts import caddy, nginx
from tests.hosting.asking import Host
from tests.hosting_setup import find, must_be_there

#: A page that has moved, beside those of the site.
MOVED = {"/outils/adresse-d-avant/": "/outils/tecrep/"}

NGINX = """
include /etc/nginx/modules-enabled/*.conf;
daemon off;
worker_processes 2;
pid {scratch}/pid;
error_log stderr;
{user}
events {{ }}
http {{
	access_log off;
	client_body_temp_path {scratch}/body;
	fastcgi_temp_path {scratch}/fastcgi;
	proxy_temp_path {scratch}/proxy;
	scgi_temp_path {scratch}/scgi;
	uwsgi_temp_path {scratch}/uwsgi;
	include {scratch}/site.conf;
}}
"""

#: As a shared host has it: all that the site says is in its `.htaccess`.
APACHE = """
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule headers_module {modules}/mod_headers.so
LoadModule rewrite_module {modules}/mod_rewrite.so
LoadModule setenvif_module {modules}/mod_setenvif.so
ServerRoot {scratch}
ServerName localhost
ServerTokens Prod
PidFile {scratch}/pid
ErrorLog /dev/stderr
TypesConfig /dev/null
Listen 127.0.0.1:{port}
{user}
DocumentRoot {site}
<Directory />
	AllowOverride None
	Require all denied
</Directory>
<Directory {site}>
	AllowOverride FileInfo
	Require all granted
</Directory>
"""


@pytest.fixture(scope="session")
def hosted_site(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site, and one small file of every type beside it."""
    site = Path(shutil.copytree(built_site, tmp_path_factory.mktemp("hosted") / "site"))
    samples = site / "samples"
    samples.mkdir()
    for ending in TYPES:
        (samples / f"sample.{ending}").write_text(f"a file in {ending}")
    (site.parent / "secret.txt").write_text("secret")
    return site


@pytest.fixture(scope="module", params=["serve", "nginx", "caddy", "apache2"])
def host(
    request: pytest.FixtureRequest,
    hosted_site: Path,
    serve_directory: Callable[[Path], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Host]:
    """Return one server with the built site: ours, and Debian's nginx, Caddy and Apache."""
    if request.param == "serve":
        ours = Host("serve", serve_directory(hosted_site))
        yield ours
        ours.close()
        return
    with (
        tempfile.TemporaryDirectory() as open_folder,
        started(
            request.param,
            _opened(hosted_site, Path(open_folder)) if request.param == "apache2" else hosted_site,
            tmp_path_factory.mktemp(request.param),
        ) as address,
    ):
        theirs = Host(request.param, address)
        yield theirs
        theirs.close()


@contextmanager
def started(name: str, site: Path, scratch: Path) -> Iterator[str]:
    """Run nginx, Caddy or Apache on a free port of this machine, until the block ends; return the address."""
    program = find(name)
    if not program:
        if must_be_there():
            pytest.fail(f"{name} is not installed here: run `python -m tests.hosting_setup`, or install it")
        pytest.skip(f"{name} is not installed here")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = {"nginx": _nginx, "caddy": _caddy, "apache2": _apache}[name](program, site, scratch, port)
    home = {name: str(scratch) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    with (scratch / "said.txt").open("w") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, **home})
        try:
            while not _answers(port):
                assert process.poll() is None, (scratch / "said.txt").read_text()
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


def _nginx(program: str, site: Path, scratch: Path, port: int) -> list[str]:
    text = nginx(rules(site), MOVED, folder=str(site), address="localhost", listen=f"127.0.0.1:{port}")
    (scratch / "site.conf").write_text(text)
    user = "user root;" if os.geteuid() == 0 else ""  # The tests' folders are closed to others.
    (scratch / "nginx.conf").write_text(NGINX.format(scratch=scratch, user=user))
    return [program, "-c", str(scratch / "nginx.conf"), "-e", "stderr"]


def _caddy(program: str, site: Path, scratch: Path, port: int) -> list[str]:
    text = caddy(rules(site), MOVED, folder=str(site), address=f"http://127.0.0.1:{port}")
    # Unasked, Caddy would listen for orders too.
    (scratch / "Caddyfile").write_text(f"{{\n\tadmin off\n\tdefault_bind 127.0.0.1\n}}\n{text}")
    return [program, "run", "--config", str(scratch / "Caddyfile"), "--adapter", "caddyfile"]


def _opened(site: Path, folder: Path) -> Path:
    """Lay the site where anybody reads it: Apache serves nothing as root, and pytest closes its folders."""
    folder.chmod(0o755)
    return Path(shutil.copytree(site, folder / "site", copy_function=shutil.copyfile))


def _apache(program: str, site: Path, scratch: Path, port: int) -> list[str]:
    (site / ".htaccess").write_text(htaccess(rules(site), MOVED))
    user = "User nobody\nGroup nogroup" if os.geteuid() == 0 else ""
    modules = "/usr/lib/apache2/modules"
    text = APACHE.format(scratch=scratch, site=site, port=port, user=user, modules=modules)
    (scratch / "apache.conf").write_text(text)
    return [program, "-f", str(scratch / "apache.conf"), "-D", "FOREGROUND"]


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
