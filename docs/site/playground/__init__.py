"""The playground of the documentation: a page that runs the library in a browser, and what it is packed of.

``python -m docs.site.playground FOLDER`` fills a folder that any web server serves, by `filling`: `pages`
writes the page in each language, `examples` what it starts from, `wheels` and `packing` the library and
the Python that it runs on. `session` is what the page runs; `static` has its scripts, `words` its sentences.
"""
