"""`make mutate`: breaks each line that a change touches, one at a time, and lists what no test noticed (mutmut).

For a night, or before a release; `make test` does not run it. mutmut changes the bodies of functions. It leaves out
what stands outside of functions, such as constants, and functions with a decorator other than `staticmethod` or
`classmethod`; and a test that starts another process counts only for what it calls in its own.
A function that is only called while a module is imported is listed though its tests may notice: it has run by then.
"""
