// Complaints that wait on this device for signal, with their files. One is kept until it is sent or thrown away; of one
// that was sent only its number and access code stay, until they are put away.
const DATABASE = "tanggap";
const STORE = "kiriman";

/** Keep a complaint: its name, and its fields as pairs of a name and a text or a file. */
export function keep(id, entries) {
  return write((store) => store.put({ id, at: Date.now(), state: "waiting", entries }));
}

/** Put what became of a complaint in its place; its text and files go, unless it has to be mended. */
export function settle(id, outcome) {
  return write((store) => store.put({ id, at: Date.now(), ...outcome }));
}

export function forget(id) {
  return write((store) => store.delete(id));
}

/** Return everything, oldest first. */
export async function all() {
  const database = await open();
  const request = database.transaction(STORE).objectStore(STORE).getAll();
  const found = await answered(request);
  return found.sort((one, other) => one.at - other.at);
}

async function write(change) {
  const database = await open();
  const transaction = database.transaction(STORE, "readwrite");
  change(transaction.objectStore(STORE));
  await new Promise((done, failed) => {
    transaction.oncomplete = done;
    transaction.onabort = transaction.onerror = () => failed(transaction.error);
  });
}

function open() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
  return answered(request);
}

function answered(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}
