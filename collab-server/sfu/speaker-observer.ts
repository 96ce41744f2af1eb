import type { types } from 'mediasoup';
import type { PersonId } from '#protocol/wire/ids';

/** Quieter than this on average (dBov, pauses between words included) counts as silence. */
const SILENCE_DBOV = -70;
const DOMINANCE_INTERVAL_MS = 300;
const LEVEL_INTERVAL_MS = 800;
/** A breath between two sentences must not take the mark away. */
const LINGER_MS = 2_000;

/**
 * Says who is speaking: the dominant voice, or null when nobody speaks. Two observers are needed, because the one that
 * finds the dominant voice never says that it fell silent.
 */
export interface SpeakerObserver {
  readonly current: PersonId | null;
  add(producer: types.Producer, person: PersonId): Promise<void>;
}

/** The observers live and end with the router. */
export async function observeSpeakers(
  router: types.Router,
  onChange: (person: PersonId | null) => void,
): Promise<SpeakerObserver> {
  const dominance = await router.createActiveSpeakerObserver({ interval: DOMINANCE_INTERVAL_MS });
  const levels = await router.createAudioLevelObserver({
    interval: LEVEL_INTERVAL_MS,
    maxEntries: 1,
    threshold: SILENCE_DBOV,
  });
  const persons = new Map<string, PersonId>();
  let dominant: string | null = null;
  let silent = true;
  let told: PersonId | null = null;

  const update = () => {
    const now = silent || dominant === null ? null : (persons.get(dominant) ?? null);
    if (now === told) return;
    told = now;
    onChange(now);
  };
  dominance.on('dominantspeaker', ({ producer }) => {
    dominant = producer.id;
    update();
  });
  let lingering: ReturnType<typeof setTimeout> | undefined;
  levels.on('volumes', ([loudest]) => {
    clearTimeout(lingering);
    silent = false;
    // Who speaks first after a silence may not be reported as newly dominant.
    if (dominant === null || !persons.has(dominant)) dominant = loudest?.producer.id ?? null;
    update();
  });
  levels.on('silence', () => {
    lingering = setTimeout(() => {
      silent = true;
      update();
    }, LINGER_MS);
  });
  levels.observer.once('close', () => clearTimeout(lingering));

  return {
    get current() {
      return told;
    },
    async add(producer, person) {
      persons.set(producer.id, person);
      producer.observer.once('close', () => {
        persons.delete(producer.id);
        if (dominant === producer.id) dominant = null;
        update();
      });
      await dominance.addProducer({ producerId: producer.id });
      await levels.addProducer({ producerId: producer.id });
    },
  };
}
