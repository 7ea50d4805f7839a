"""Mon dossier: one case, its facts typed once; dates, exhibits and letters are derived, never stored."""
