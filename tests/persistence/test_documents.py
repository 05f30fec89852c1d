"""Documents keep every version, drafts lose nothing, and attachments follow their draft into the case."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from persistence import attachments, case_contents, documents, drafts, sealing
from persistence.attachments import Attachment
from persistence.canonical import NotCanonical, sha256_hex
from persistence.documents import open_document, seal_document


def test_each_write_is_a_new_version(office: Any, statements: Any) -> None:
    """Two documents written together take one statement; the newest version of each is found by its type."""
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        task = office.add_task(connection, case)
        for text in ("satu", "dua"):
            new = [
                seal_document(office.key, uuid4(), type_, {"teks": text})
                for type_ in ("data_pengaduan", "laporan_pengaduan")
            ]
            with statements(office.database) as counted:
                documents.add(connection, case.id, new, task_id=task.id, at=office.now, by=office.operator)
            assert len(counted.statements) == 1
        documents.add(connection, case.id, [], task_id=None, at=office.now, by=None)
        only = seal_document(office.key, uuid4(), "form_pengaduan", {})
        documents.add(connection, case.id, [only], task_id=None, at=office.now, by=None)
        latest = documents.latest(connection, case.id, ["data_pengaduan", "form_pengaduan", "none"])
        every = documents.of_case(connection, case.id)
    assert {type_: document.version for type_, document in latest.items()} == {
        "data_pengaduan": 2,
        "form_pengaduan": 1,
    }
    assert open_document(office.key, latest["data_pengaduan"]) == {"teks": "dua"}
    assert len(every) == 5
    assert [document.version for document in every if document.type == "laporan_pengaduan"] == [1, 2]


def test_a_document_is_sealed(office: Any) -> None:
    """What people wrote is not in the row, its hash is that of the sealed bytes, and only its case's key opens it."""
    new = seal_document(office.key, uuid4(), "data_pengaduan", {"nama": "Siti"})
    assert b"Siti" not in new.sealed
    assert new.sha256 == sha256_hex(new.sealed)
    assert new.sha256 != seal_document(office.key, new.id, "data_pengaduan", {"nama": "Siti"}).sha256
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        documents.add(connection, case.id, [new], task_id=None, at=office.now, by=None)
        stored = documents.latest(connection, case.id, ["data_pengaduan"])["data_pengaduan"]
    with pytest.raises(sealing.WrongKey):
        open_document(sealing.new_key(), stored)
    with pytest.raises(NotCanonical):
        seal_document(office.key, uuid4(), "data_pengaduan", {"jumlah": 1.5})


def attachment(office: Any, draft_id: int | None, **values: Any) -> Attachment:
    """Describe a picture."""
    plain: dict[str, Any] = {
        "id": uuid4(), "case_id": None, "task_id": None, "draft_id": draft_id, "field": "lampiran",
        "name_sealed": b"name", "media_type": "image/png", "size": 3, "sha256": "ab" * 32, "storage_name": None,
        "created_at": office.now, "created_by": None,
    }  # fmt: skip
    return Attachment(**{**plain, **values})


def test_a_draft_is_saved_over_and_over(office: Any) -> None:
    """One token is one draft; saving again keeps its start and its attachments."""
    later = office.now + timedelta(minutes=5)
    with office.database.transaction() as connection:
        first = drafts.save(connection, "token", None, b"one", office.now)
        attachments.add(connection, attachment(office, first), b"png")
        assert drafts.save(connection, "token", office.operator, b"two", later) == first
        draft = drafts.read(connection, "token")
        assert draft
        assert (draft.sealed, draft.started_at, draft.saved_at) == (b"two", office.now, later)
        assert drafts.of_account(connection, office.operator) == [draft]
        assert len(attachments.of_draft(connection, first)) == 1
        assert drafts.read(connection, "other") is None


def test_attachments_become_the_cases(office: Any) -> None:
    """An attachment moves from the draft to the case under the case's key, and discarding the draft spares it."""
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        draft_id = drafts.save(connection, "token", None, b"draft", office.now)
        kept, left = attachment(office, draft_id), attachment(office, draft_id)
        for each in (kept, left):
            attachments.add(connection, each, b"png")
        attachments.move_to_case(connection, kept.id, case.id, None, b"new name", b"new png")
        assert [each.id for each in attachments.of_draft(connection, draft_id)] == [left.id]
        drafts.discard(connection, draft_id)
        assert drafts.read(connection, "token") is None
        assert attachments.read(connection, left.id) is None
        assert [each.name_sealed for each in attachments.of_case(connection, case.id)] == [b"new name"]
        assert attachments.read_sealed(connection, kept.id) == b"new png"
        assert attachments.read_sealed(connection, left.id) is None


def test_an_attachment_is_taken_out_where_it_is(office: Any) -> None:
    """Only the draft or the task that holds an attachment can take it out."""
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        task = office.add_task(connection, case)
        draft_id = drafts.save(connection, "token", None, b"draft", office.now)
        in_draft = attachment(office, draft_id)
        in_task = attachment(office, None, case_id=case.id, task_id=task.id)
        for each in (in_draft, in_task):
            attachments.add(connection, each, b"png")
        assert not attachments.delete_from_draft(connection, draft_id + 1, in_draft.id)
        assert not attachments.delete_from_task(connection, uuid4(), in_task.id)
        assert attachments.delete_from_draft(connection, draft_id, in_draft.id)
        assert attachments.delete_from_task(connection, task.id, in_task.id)
        assert attachments.of_case(connection, case.id) == []


def test_old_drafts_are_discarded(office: Any) -> None:
    """Drafts that nobody saved for long go, with their attachments; the others stay."""
    with office.database.transaction() as connection:
        old = drafts.save(connection, "old", None, b"draft", office.now - timedelta(days=40))
        attachments.add(connection, attachment(office, old), b"png")
        drafts.save(connection, "new", None, b"draft", office.now)
        assert drafts.discard_older(connection, office.now - timedelta(days=30)) == 1
        assert drafts.read(connection, "old") is None
        assert drafts.read(connection, "new")


def test_what_a_case_holds_comes_in_one_statement(office: Any, statements: Any) -> None:
    """The newest version of each document and the files of the case, oldest first, and nothing of another case."""
    with office.database.transaction() as connection:
        case, other = office.add_case(connection), office.add_case(connection)
        for _ in range(2):
            sealed = [seal_document(office.key, uuid4(), kind, {"teks": kind}) for kind in ("data", "laporan")]
            documents.add(connection, case.id, sealed, task_id=None, at=office.now, by=None)
        elsewhere = seal_document(office.key, uuid4(), "data", {"teks": "lain"})
        documents.add(connection, other.id, [elsewhere], task_id=None, at=office.now, by=None)
        late = attachment(office, None, case_id=case.id, created_at=office.now + timedelta(minutes=1))
        early = attachment(office, None, case_id=case.id, storage_name="random")
        for each in (late, early, attachment(office, None, case_id=other.id)):
            attachments.add(connection, each, b"png")
    with statements(office.database) as counted, office.database.reading() as connection:
        contents = case_contents.read(connection, case.id)
        assert len(counted.statements) == 1
        assert contents.documents == documents.latest(connection, case.id, ["data", "laporan"])
        assert contents.files == attachments.of_case(connection, case.id) == [early, late]
        assert {document.version for document in contents.documents.values()} == {2}
