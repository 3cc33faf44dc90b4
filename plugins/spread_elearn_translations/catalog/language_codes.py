"""The codes of languages: those that CLDR has a locale for (https://cldr.unicode.org).

Two letters of ISO 639-1 where a language has two, else three of ISO 639-3.
"""

_CODES = """
aa ab ady af agq ak am an ann apc ar arn ary as asa ast az ba bal bas be bem bew bez
bg bgc bgn bho blo blt bm bn bo bqi br brh brx bs bss bua byn ca cad cch ccp ce ceb
cgg cho chr cic ckb co cop cs csw cu cv cy da dav de dje doi dsb dua dv dyo dz ebu
ee el en eo es et eu ewo fa ff fi fil fo fr frr fur fy ga gaa gd gez gl gn gsw gu
guz gv ha haw he hi hnj hr hrx hsb ht hu hy ia id ie ig ii io is isv it iu ja jbo
jgo jmc jv ka kaa kab kaj kam kbd kcg kde kea kek ken kgp khq ki kk kkj kl kln km kn
ko kok kpe ks ksb ksf ksh ku kw kxv ky la lag lb lg lij lkt lld lmo ln lo lrc lt ltg
lu luo luy lv lzz mai mas mdf mer mfe mg mgh mgo mhn mi mic mk ml mn mni moh mr mrh
ms mt mua mus mww my myv mzn naq nb nd nds ne nl nmg nn nnh no nqo nr nso nus nv ny
nyn oc oka om or os osa pa pap pcm pi pis pl pms prg ps pt qu quc raj rhg rif rm rn
ro rof ru rw rwk sa sah saq sat sbp sc scn sd sdh se seh ses sg sgs shi shn si sid
sk skr sl sma smj smn sms sn so sq sr ss ssy st su sus suz sv sw syr szl ta te teo
tg th ti tig tk tn to tok tpi tr trv trw ts tt twq tyv tzm ug uk ur uz vai ve vec vi
vmw vo vun wa wae wal wbp wo xdq xh xnr xog yav yi yo yrl yue za zgh zh zu
"""
LANGUAGES = frozenset(_CODES.split())
_NAMES = """
ar Arabic, bg Bulgarian, bs Bosnian, ca Catalan, cs Czech, cy Welsh, da Danish,
de German, el Greek, en English, es Spanish, et Estonian, eu Basque, fa Persian,
fi Finnish, fr French, ga Irish, gl Galician, he Hebrew, hi Hindi, hr Croatian,
hu Hungarian, hy Armenian, id Indonesian, is Icelandic, it Italian, ja Japanese,
ka Georgian, ko Korean, lb Luxembourgish, lt Lithuanian, lv Latvian, mk Macedonian,
mt Maltese, nb Norwegian Bokmål, nl Dutch, nn Norwegian Nynorsk, no Norwegian,
pl Polish, pt Portuguese, ro Romanian, ru Russian, sk Slovak, sl Slovenian,
sq Albanian, sr Serbian, sv Swedish, tr Turkish, uk Ukrainian, ur Urdu,
vi Vietnamese, zh Chinese
"""
NAMES = {each.split()[0]: each.strip().partition(" ")[2] for each in _NAMES.split(",")}
"""English names of some; messages call the others by their code."""
