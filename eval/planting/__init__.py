"""Articles in, sentences that say what they do not, and faithful rewordings, out.

`python -m eval.planting` writes a set for `byline eval verify`. How a sentence is changed is
written here anew and shares nothing with `qa.verify`, which is what the set tests.
"""
