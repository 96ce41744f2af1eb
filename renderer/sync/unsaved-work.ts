/** Tries to send what only this device has, and answers how many marks are then still only here. */
export type UnsavedCheck = () => Promise<number>;

const checks = new Set<UnsavedCheck>();

/** Registers whoever keeps work of the signed-in person on this device. Returns what takes it back. */
export function registerUnsaved(check: UnsavedCheck): () => void {
  checks.add(check);
  return () => checks.delete(check);
}

/** Marks that only this device has, or null when nobody is there who could tell. Asked before signing out. */
export async function unsavedMarks(): Promise<number | null> {
  if (checks.size === 0) return null;
  const counts = await Promise.all([...checks].map((check) => check()));
  return counts.reduce((sum, count) => sum + count, 0);
}
