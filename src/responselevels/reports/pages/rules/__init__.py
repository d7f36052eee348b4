"""Rules for who signs them off without reading YAML: the whole file on one page.

`who` puts together who may do what at which level, `wordings` what stands in other languages;
`contents` has all of it, and `html` and `markdown` write it. `alignment` finds what stands in two versions,
and `versions` writes them beside each other, with what the difference means.
"""
