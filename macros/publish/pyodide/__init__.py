"""The browser's Python: Pyodide made trimmed, the rules compiled into it, proved equal to stock."""
