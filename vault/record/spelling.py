"""How units are written by devices, files and people, and the UCUM code each spelling means."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_SPELLINGS: Final[dict[str, str]] = {
    "kg": "kg kgs kilo kilos kilogramme kilogrammes kilogram kilograms",
    "g": "g gramme grammes gram grams gr",
    "[lb_av]": "[lb_av] lb lbs pound pounds livre livres",
    "[oz_av]": "[oz_av] oz ounce ounces once onces",
    "[stone_av]": "[stone_av] st stone stones",
    "m": "m metre metres meter meters mètre mètres",
    "cm": "cm centimetre centimetres centimètre centimètres centimeter centimeters",
    "mm": "mm millimetre millimètre millimètres millimeter millimeters",
    "km": "km kilometre kilometres kilomètre kilomètres kilometer kilometers",
    "[in_i]": '[in_i] in inch inches pouce pouces "',
    "[ft_i]": "[ft_i] ft foot feet pied pieds",
    "[mi_i]": "[mi_i] mi mile miles",
    "mm[Hg]": "mm[hg] mmhg mm_hg",
    "cm[Hg]": "cm[hg] cmhg",
    "kPa": "kpa",
    "Pa": "pa",
    "/min": "/min bpm 1/min count/min counts/min beats/min battements/min battements/minute "
    "{beats}/min {beats}/minute beats/minute batt/min bat/min breaths/min {breaths}/min "
    "respirations/min cycles/min min-1",
    "/h": "/h 1/h",
    "/s": "/s 1/s count/s",
    "Hz": "hz",
    "%": "% pct percent percentage pourcent pour_cent",
    "{fraction}": "{fraction} fraction",
    "L/L": "l/l",
    "kcal": "kcal kilocalorie kilocalories kcalorie",
    "kJ": "kj kilojoule kilojoules",
    "J": "j joule joules",
    "kcal/d": "kcal/d kcal/day kcal/j kcal/jour",
    "kJ/d": "kj/d kj/day",
    "W": "w watt watts",
    "ms": "ms msec milliseconde millisecondes millisecond milliseconds",
    "s": "s sec secs second seconds seconde secondes",
    "min": "min mins minute minutes mn",
    "h": "h hr hrs hour hours heure heures",
    "d": "d day days jour jours",
    "m/s": "m/s m/sec",
    "km/h": "km/h km/hr kmh kph",
    "[mi_i]/h": "[mi_i]/h mph mi/h mi/hr",
    "Cel": "cel °c c degc deg_c degrees_c celsius ℃",
    "[degF]": "[degf] °f f degf deg_f degrees_f fahrenheit ℉",
    "K": "k kelvin",
    "mL": "ml millilitre millilitres milliliter milliliters cc",
    "dL": "dl",
    "uL": "ul µl",
    "L": "l litre litres liter liters",
    "[foz_us]": "[foz_us] fl_oz floz fl_oz_us",
    "L/min": "l/min",
    "L/s": "l/s",
    "mL/min/kg": "ml/min/kg ml/kg/min ml/(kg.min) ml/min.kg ml/(min.kg) ml/min·kg",
    "mL/min/{1.73_m2}": "ml/min/{1.73_m2} ml/min/1.73m2 ml/min/1,73m2 ml/min/1.73m² "
    "ml/min/1,73m² ml/min/1.73_m2 ml/min/1,73_m2 ml/min/1.73_m² ml/min/1,73_m² "
    "ml/min/{1.73m2} ml/min/{1.73_m²} ml/min/{bsa}",
    "mV": "mv",
    "V": "v",
    "uV": "uv µv",
    "g/L": "g/l",
    "g/dL": "g/dl g/100ml",
    "mg/dL": "mg/dl mg/100ml",
    "mg/L": "mg/l",
    "mg/mL": "mg/ml",
    "ug/L": "ug/l µg/l mcg/l",
    "ug/dL": "ug/dl µg/dl mcg/dl",
    "ug/mL": "ug/ml µg/ml mcg/ml",
    "ng/mL": "ng/ml",
    "ng/dL": "ng/dl",
    "ng/L": "ng/l",
    "pg/mL": "pg/ml",
    "mmol/L": "mmol/l",
    "umol/L": "umol/l µmol/l",
    "nmol/L": "nmol/l",
    "pmol/L": "pmol/l",
    "mmol/mol": "mmol/mol",
    "meq/L": "meq/l",
    "U/L": "u/l ui/l iu/l [iu]/l",
    "kU/L": "ku/l kui/l",
    "m[IU]/L": "m[iu]/l miu/l mui/l mu/l",
    "u[IU]/mL": "u[iu]/ml uiu/ml uui/ml µiu/ml µui/ml µu/ml",
    "10*9/L": "10*9/l 10^9/l 10e9/l g/l_(giga) giga/l 10⁹/l x10*9/l x10^9/l",
    "10*12/L": "10*12/l 10^12/l 10e12/l t/l tera/l 10¹²/l x10*12/l x10^12/l",
    "10*3/uL": "10*3/ul 10^3/ul 10*3/µl 10^3/µl k/ul k/µl 10*3/mm3 10^3/mm3 x10^3/ul",
    "10*6/uL": "10*6/ul 10^6/ul 10*6/µl 10^6/µl m/ul m/µl 10*6/mm3 10^6/mm3 x10^6/ul",
    "10*6/L": "10*6/l 10^6/l",
    "/uL": "/ul /µl /mm3 /mm³",
    "kg/m2": "kg/m2 kg/m² kg/m^2",
    "{steps}": "{steps} steps step pas {step} [steps]",
    "1/(24.h)": "1/(24.h) steps/day",
    "{flights}": "{flights} flights floors étages étage {flight} {floors}",
    "{score}": "{score} score indice index level {index}",
    "{fall}": "{fall} {falls} falls chutes chute",
    "{INR}": "{inr} inr",
    "1": "1 count {count} counts",
}
_BY_SPELLING: Final = {
    spelling: code for code, spellings in _SPELLINGS.items() for spelling in spellings.split()
}
# where case tells two units apart, the exact spelling goes first
_EXACT: Final = {
    "Cal": "kcal",  # the dietary calorie
    "cal": "cal",
    "MJ": None,
    "mJ": None,
    "Mg": None,
    "MV": None,
    "mmHG": "mm[Hg]",
    "G/L": "10*9/L",  # giga: blood cells in French reports
    "T/L": "10*12/L",
    "M/uL": "10*6/uL",
    "K/uL": "10*3/uL",
    "m/uL": None,
    "PA": None,
    "MS": None,
    "M": None,
}  # fmt: skip


@lru_cache(maxsize=4096)
def ucum(text: str) -> str | None:
    """Return the UCUM code of a unit as somebody wrote it, None when no spelling is known."""
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    if plain in _EXACT:
        return _EXACT[plain]
    folded = plain.replace("\u03bc", "\u00b5").casefold().replace("\u03bc", "\u00b5")
    return _BY_SPELLING.get(folded.replace(" ", "_")) or _BY_SPELLING.get(folded.replace(" ", ""))
