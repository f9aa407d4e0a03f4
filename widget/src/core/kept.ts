/** Files on their way, kept by this browser until the server has them: a page that is loaded again sends them on. */

const STORE = "files";

export interface Kept {
  clientId: string;
  /** Which one it is sent into. */
  conversation: string;
  file: File;
}

/** Where the browser keeps nothing (a private window, a full disk), a file goes with its page, as before. */
export class FileShelf {
  async put(kept: Kept): Promise<void> {
    await this.done("readwrite", (store) => store.put(kept));
  }

  async remove(clientId: string): Promise<void> {
    await this.done("readwrite", (store) => store.delete(clientId));
  }

  async of(conversation: string): Promise<Kept[]> {
    const all = (await this.done("readonly", (store) => store.getAll())) as Kept[] | undefined;
    return all?.filter((kept) => kept.conversation === conversation) ?? [];
  }

  private async done(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    try {
      const base = await settled(opened());
      try {
        return await settled(ask(base.transaction(STORE, mode).objectStore(STORE)));
      } finally {
        base.close();
      }
    } catch {
      return undefined;
    }
  }
}

function opened(): IDBOpenDBRequest {
  const request = indexedDB.open("amends", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "clientId" });
  return request;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("nothing is kept"));
  });
}
