"""The shelf of FHIR resource types: one file each, with its constant `CODEC`."""
