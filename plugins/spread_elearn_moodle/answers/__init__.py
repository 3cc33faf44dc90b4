"""``spread-elearn answers``: a report that Moodle lets teachers download, in words.

command      the command line
telling      Statistics -> lines for a teacher, or JSON
statistics   answers of many -> how each question did, without anybody's name
reports      rows -> who answered what: scorm_report and quiz_report, each its own
layout       a head -> where the columns are, in any language of the site
given        what they find: answers, tries, people without names
codes        a cell of the SCORM report -> an answer
phrases      a cell of the quiz report -> an answer
judging      an answer -> what it is worth
asked        a module -> its questions, with what is right and in which words
tables       a file -> rows: text, ODS, XLSX
"""
