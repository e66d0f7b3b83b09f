"""A question and the turns before it in, the question complete in itself out, by rule."""
