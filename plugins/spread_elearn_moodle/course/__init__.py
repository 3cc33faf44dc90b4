"""A course for Moodle to restore: editions in, the files of a backup out.

outline                 editions -> Course: sections and activities, numbered
parts                   what a Course is made of
scorm, grades           the SCORM activity, and its line in the gradebook
glossary, people        the native glossary, and whom its entries belong to
bank                    the question bank: question, qtypes and cloze write one question
quiz                    the practice quiz over that bank
pages                   the licence's label, the teachers' seminar page
wording                 what people read in Moodle, in the edition's language
backup                  Course -> files: information, enrolment and filepool write some
elements                one element of a backup, as Moodle writes it
"""
