"""The browser's Python: Pyodide made lean, the rules compiled into it, both proved equal to the stock one."""
