"""An assignment's own texts in another language: what there is to translate, and the files of it.

Code is never written twice: a catalogue maps the texts that stand in it.  Prose has a file of its
own in each language.
"""
