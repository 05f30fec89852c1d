"""The SOP that new cases follow: as its table and as its diagram, to be read and printed."""

from __future__ import annotations

from flask import Response, render_template

from app.admin import sop_table
from app.admin.blueprint import bp
from app.office import current_office
from processes.diagram import Diagram


@bp.get("/sop")
def sop() -> str:
    """Show the SOP in force."""
    version, diagram = current_office().catalogue.edited().version, _diagram()
    return render_template(
        "admin/sop.html",
        version=version,
        sop=diagram.sop,
        identity=sop_table.identity(diagram.sop),
        lines=sop_table.lines(diagram.sop),
        steps=[
            {"number": row.number, "name": row.name, "lane": row.lane.name, "state": "next"} for row in diagram.sop.rows
        ],
    )


@bp.get("/sop/diagram.bpmn")
def sop_diagram() -> Response:
    """Send the diagram in force, byte for byte."""
    return Response(_diagram().xml, mimetype="application/xml")


def _diagram() -> Diagram:
    catalogue = current_office().catalogue
    return catalogue.diagram_in_force()
