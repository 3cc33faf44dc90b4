"""XLIFF for translators' programs: a module's catalogs out, and their work back in.

document            entries with their codes numbered, by source file
write12, write21    a document -> XML of the two versions; elements is what they share
read                a file that came back -> what it says for each unit
merge               that -> the catalogs; what is broken comes in as fuzzy
judging             so does what check would refuse
exchange            modules -> files, and files -> modules
"""
