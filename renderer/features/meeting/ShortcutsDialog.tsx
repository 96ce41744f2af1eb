import { useTranslation } from 'react-i18next';
import { Dialog, Kbd } from '../../ui/index.ts';
import { useReaderShortcuts } from '../documents/index.ts';
import { ROOM_KEYS } from './useRoomShortcuts.ts';

/** The keys of the room, and how the lists and panels are reached. */
export function ShortcutsDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('meeting');
  const { t: documents } = useTranslation('documents');
  const reader = useReaderShortcuts();
  const rows: readonly (readonly [string, string])[] = [
    [ROOM_KEYS.agenda, t('keys.agenda')],
    [ROOM_KEYS.people, t('keys.people')],
    [ROOM_KEYS.whole, t('keys.whole')],
    [ROOM_KEYS.follow, t('keys.follow')],
    [ROOM_KEYS.ballot, t('keys.ballot')],
    [ROOM_KEYS.help, t('keys.help')],
    ['Tab', t('keys.tab')],
    ['Esc', t('keys.escape')],
  ];
  return (
    <Dialog title={t('keys.title')} isOpen={isOpen} onClose={onClose} size="xl">
      {/* On a small screen it is scrolled, by keys too. */}
      <div
        role="group"
        aria-label={t('keys.title')}
        tabIndex={0}
        className="rounded-md outline-none focus-visible:outline-2 focus-visible:outline-offset-4 focus-visible:outline-focus"
      >
        <p className="mb-4 text-ink-muted">{t('keys.lead')}</p>
        <div className="grid gap-x-8 gap-y-5 md:grid-cols-2">
          <Rows rows={rows} />
          <section>
            <h3 className="mb-1 font-semibold">{documents('keys.title')}</h3>
            <Rows rows={reader} />
          </section>
        </div>
      </div>
    </Dialog>
  );
}

function Rows({ rows }: { readonly rows: readonly (readonly [key: string, text: string])[] }) {
  return (
    <dl className="flex flex-col divide-y divide-line">
      {rows.map(([key, text]) => (
        <div key={key} className="flex items-center gap-4 py-2">
          <dt className="flex w-28 shrink-0 flex-wrap gap-1">
            {key.split(' ').map((each) => (
              <Kbd key={each}>{each}</Kbd>
            ))}
          </dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
