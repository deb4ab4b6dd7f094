"""Systems of codes and their names as URIs; ours is provisional until the project has its own."""

from __future__ import annotations

from typing import Final

LOINC: Final = "http://loinc.org"
SNOMED: Final = "http://snomed.info/sct"
UCUM: Final = "http://unitsofmeasure.org"
ATC: Final = "http://www.whocc.no/atc"
LOCAL: Final = "https://carnet-sante.example"
LOCAL_MEASURE: Final = f"{LOCAL}/measure"
# the French copy of LOINC, and the national system of health-object measures
TRE_LOINC: Final = "https://mos.esante.gouv.fr/NOS/TRE_A04-Loinc/FHIR/TRE-A04-Loinc"
TAASIP: Final = "https://mos.esante.gouv.fr/NOS/TRE_R308-TAASIP/FHIR/TRE-R308-TAASIP"
_LOINC_ALIKE: Final = (LOINC, TRE_LOINC, "urn:oid:2.16.840.1.113883.6.1", "LOINC")


def is_loinc(system: str | None) -> bool:
    """Tell whether a system names LOINC, in any of the spellings that are met."""
    return system in _LOINC_ALIKE
