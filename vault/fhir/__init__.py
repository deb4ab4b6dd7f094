"""FHIR R4 (4.0.1), both ways: pure, without files, network or clock."""
