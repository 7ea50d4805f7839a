"""What stands in the trimmed library instead of modules of Python's own and of Pyodide's.

Each does for the rules, and for Pyodide's start, what they ask of the module. The whole ones serve those
who write programs in the browser: they read programs, describe functions, install packages, wait. What
they import is most of what would be loaded.
"""

from pathlib import Path

#: The words of each, by its name in the library. Pyodide and Python ask for these by name.
INSTEAD = {
    # The rules never wait.
    "asyncio/__init__.py": "get_event_loop = None\n",
    "pyodide/webloop.py": """from pyodide_js._api import scheduleCallback
def _initialize_event_loop(): pass
""",
    # They install nothing. A snapshot must know the same two objects of JavaScript's, in the same order.
    "pyodide/_package_loader.py": """from pyodide_js import loadedPackages
class Path:
    def __str__(self): return "/"
SITE_PACKAGES = DSO_DIR = Path()
def init_loaded_packages(): pass
""",
    "importlib/resources/__init__.py": Path(__file__).with_name("resources.py").read_text("utf-8"),
    # No program is typed into a page: there is none to take apart, and Pyodide's own lines end with what
    # they give.
    "ast.py": """class AST: pass
def __getattr__(name): return AST
""",
    "pyodide/code.py": "",
    "_pyodide/_base.py": """from importlib import import_module
from written import written
def eval_code(source, globals=None, locals=None):
    before, _, last = source.rpartition("; ")
    globals = {} if globals is None else globals
    exec(written(before, before), globals)
    return eval(written(last, last), globals)
def pyimport_impl(path):
    stem, _, name = path.rpartition(".")
    return getattr(import_module(stem), name, None) or import_module(path) if stem else import_module(path)
""",
    # No function is described: what JavaScript's are called with is converted as Pyodide does by itself.
    "inspect.py": """def unwrap(function):
    while hasattr(function, "__wrapped__"): function = function.__wrapped__
    return function
def signature(function, **how): raise ValueError
def iscoroutinefunction(function): return False
""",
    "_pyodide/docstring.py": """def get_cmeth_docstring(function): return function.__name__ + "()\\n--\\n\\n"
""",
    "_pyodide/jsbind.py": """from _pyodide_core import JsFuncSignature
from _pyodide_core import js2py_default_call_result, py2js_default
def _called(*args, **kwargs): pass
no_default = object()
default_signature = JsFuncSignature(
    _called, False, 0, (), (), py2js_default, (), (), (), py2js_default, js2py_default_call_result
)
""",
    # What a class says of its fields is text, and stays text.
    "annotationlib.py": """class Format: VALUE, VALUE_WITH_FAKE_GLOBALS, FORWARDREF, STRING = range(1, 5)
def get_annotations(of, **how): return dict(of.__annotations__)
def get_annotate_from_class_namespace(names): return None
""",
    # Of an error, where it came from and its words.
    "traceback.py": """def format_exception(error, value=None, traceback=None, **how):
    lines = []
    one = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if one is not None: lines = [*format_exception(one), "\\nFrom this came another:\\n\\n"]
    lines.append("Traceback (most recent call last):\\n")
    at = error.__traceback__
    while at is not None:
        code = at.tb_frame.f_code
        lines.append(f'  File "{code.co_filename}", line {at.tb_lineno}, in {code.co_name}\\n')
        at = at.tb_next
    return [*lines, f"{type(error).__name__}: {error}\\n"]
def print_exception(error, value=None, traceback=None, **how):
    import sys
    sys.stderr.write("".join(format_exception(error if value is None else value)))
""",
}

#: Files that write programs of their own while they are loaded: where they run them, and what does instead.
WRITES = {
    "dataclasses.py": (
        "exec(txt, self.globals, ns)",
        'exec(written(f"{cls.__module__}.{cls.__qualname__}", txt), self.globals, ns)',
    ),
    "collections/__init__.py": ("eval(code, namespace)", "eval(written(typename, code), namespace)"),
    # The types of a named tuple are programs too, and nobody asks what they mean.
    "typing.py": (
        "return _make_forward_ref(arg, module=module, is_class=allow_special_forms, owner=owner)",
        "return Any",
    ),
}

#: What such programs go through, by a name that no other has. While the library is made it notes them;
#: library.py puts in its place what gives each compiled. To compile them at each start was most of the time
#: that loading the rules took.
WRITTEN = "written.py"
INSTEAD[WRITTEN] = """texts = {}
def written(name, text):
    if texts.setdefault(name, text) != text: raise ValueError(f"two programs are called {name}")
    return text
"""


def instead(name: str, text: bytes) -> bytes:
    """Return what stands in the library in place of a file of it. Raises ValueError where it has changed."""
    if name in INSTEAD:
        return INSTEAD[name].encode()
    if name not in WRITES:
        return text
    before, after = (one.encode() for one in WRITES[name])
    if text.count(before) != 1:
        raise ValueError(f"{name} has no place, or several, that says: {before.decode()}")
    return text.replace(before, after.replace(b"written(", b"__import__('written').written("))
