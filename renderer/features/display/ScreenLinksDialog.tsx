import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { displayApi, type DisplayLink } from '#protocol/display/api';
import type { DisplayLinkId, MeetingId, PersonId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { usePlatform } from '../../sync/platform-context.ts';
import { Button, Dialog, formatDateTime, Notice, Spinner, toast, useLanguage } from '../../ui/index.ts';
import { CopyField, usePeopleBook } from '../people/index.ts';

export interface ScreenLinksDialogProps {
  readonly meeting: MeetingId;
  readonly onClose: () => void;
}

/** Makes links to the room's screen, opens it, and revokes what was made. */
export function ScreenLinksDialog({ meeting, onClose }: ScreenLinksDialogProps) {
  const people = usePeopleBook();
  const { t } = useTranslation('display');
  const errorText = useErrorText();
  const language = useLanguage();
  const queries = useQueryClient();
  const params = { meeting };
  const queryKey = ['displays', meeting];
  const links = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.call(displayApi.links, { params, signal, fresh: true }),
    refetchInterval: 5000,
  });
  const again = () => queries.invalidateQueries({ queryKey });
  const make = useMutation({
    mutationFn: () => api.call(displayApi.makeLink, { params, body: {} }),
    onSuccess: again,
  });
  const revoke = useMutation({
    mutationFn: (display: DisplayLinkId) => api.call(displayApi.removeLink, { params: { meeting, display } }),
    onSuccess: async (_done, display) => {
      if (make.data?.id === display) make.reset();
      await again();
    },
  });
  const failure = make.error ?? revoke.error ?? links.error;
  return (
    <Dialog
      title={t('links.title')}
      isOpen
      onClose={onClose}
      keepOpenOutside
      footer={
        <>
          <Button onPress={onClose}>{t('close')}</Button>
          {make.data === undefined ? (
            <Button variant="primary" icon="link" isPending={make.isPending} onPress={() => make.mutate()}>
              {t('links.make')}
            </Button>
          ) : (
            <OpenButton url={make.data.url} />
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>{t('links.text')}</p>
        {failure === null ? null : <Notice tone="error">{errorText(failure)}</Notice>}
        {make.data === undefined ? null : (
          <>
            <CopyField label={t('links.label')} value={make.data.url} />
            <Notice tone="warn">
              {t('links.once', { until: formatDateTime(make.data.expiresAt, language) })}
            </Notice>
          </>
        )}
        {links.data === undefined ? (
          links.isError ? null : (
            <Spinner />
          )
        ) : (
          <LinkList
            links={links.data.links}
            nameOf={(person) => people.of(person)?.name ?? ''}
            isBusy={revoke.isPending}
            onRevoke={(id) => revoke.mutate(id)}
          />
        )}
      </div>
    </Dialog>
  );
}

/** In a browser a window of its own; the desktop has none for it and hands the address to the machine's browser. */
function OpenButton({ url }: { readonly url: string }) {
  const { t } = useTranslation('display');
  const platform = usePlatform();
  const open = async () => {
    if (platform.kind === 'browser') window.open(url, '_blank', 'noopener');
    else if (!(await platform.openExternal(url))) toast(t('links.copyInstead'), 'warn');
  };
  return (
    <Button variant="primary" icon="present" onPress={() => void open()}>
      {t('links.open')}
    </Button>
  );
}

function LinkList({
  links,
  nameOf,
  isBusy,
  onRevoke,
}: {
  readonly links: readonly DisplayLink[];
  readonly nameOf: (person: PersonId) => string;
  readonly isBusy: boolean;
  readonly onRevoke: (id: DisplayLinkId) => void;
}) {
  const { t } = useTranslation('display');
  const language = useLanguage();
  if (links.length === 0) return null;
  return (
    <section aria-label={t('links.working')} className="flex flex-col">
      <h3 className="pb-1 text-sm font-semibold text-ink-muted">{t('links.working')}</h3>
      <ul className="divide-y divide-line border-y border-line">
        {links.map((link) => (
          <li key={link.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <p className="min-w-0 flex-1 basis-52">
              {t('links.made', { name: nameOf(link.madeBy), when: formatDateTime(link.madeAt, language) })}
              <span className="block text-sm text-ink-muted">
                {t('links.screens', { count: link.open })} ·{' '}
                {t('links.until', { when: formatDateTime(link.expiresAt, language) })}
              </span>
            </p>
            <Button size="sm" isDisabled={isBusy} onPress={() => onRevoke(link.id)}>
              {t('links.revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
