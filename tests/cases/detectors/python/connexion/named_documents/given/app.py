from pathlib import Path

import connexion

BASE = "/v2"
app = connexion.App(__name__, specification_dir="api/")
app.add_api("openapi.yaml", base_path=BASE, strict_validation=True)
app.add_api(Path("other.yml"))
app.add_api(made())
