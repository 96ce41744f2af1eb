/** The part of Storage that is needed; the browser's localStorage has it. */
type MemoryStore = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'bantron.floor.chime';

/** Whether this device sounds when speaking time runs out. It does until it is switched off. */
export function recallChime(store: MemoryStore): boolean {
  try {
    return store.getItem(KEY) !== 'off';
  } catch {
    // Storage may be forbidden: the sound is on as if for the first time.
    return true;
  }
}

export function rememberChime(store: MemoryStore, isOn: boolean): void {
  try {
    store.setItem(KEY, isOn ? 'on' : 'off');
  } catch {
    // Forbidden or full: it is asked again next time.
  }
}

/** Two rising notes with a minute left, three falling ones at the end: told apart without looking. */
const NOTES = { minute: [660, 880], end: [880, 740, 590] } as const;
const NOTE = 0.18;

let context: AudioContext | undefined;

/** Sounds once, softly. Silent where the browser plays nothing before the first press on the page. */
export function chime(what: keyof typeof NOTES): void {
  context ??= new AudioContext();
  const audio = context;
  if (audio.state === 'suspended') audio.resume().catch(() => undefined);
  for (const [n, pitch] of NOTES[what].entries()) {
    const at = audio.currentTime + n * NOTE;
    const tone = new OscillatorNode(audio, { frequency: pitch });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.12, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE * 1.6);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + NOTE * 2);
  }
}
