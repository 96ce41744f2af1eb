import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { closeAnnotations } from '../../features/annotation/index.ts';
import { PersonAvatar } from '../../features/people/index.ts';
import { api } from '../../sync/api-client.ts';
import { isRecordName } from '../../sync/device/device-records.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { forgetPerson } from '../../sync/forget-person.ts';
import { usePlatform } from '../../sync/platform-context.ts';
import { useMe, useSession } from '../../sync/session.ts';
import { unsavedMarks } from '../../sync/unsaved-work.ts';
import { ConfirmDialog, Menu, toast } from '../../ui/index.ts';

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation('app');
  const errorText = useErrorText();
  const me = useMe();
  const session = useSession();
  const platform = usePlatform();
  const navigate = useNavigate();
  const [risk, setRisk] = useState<string | null>(null);

  const leave = async () => {
    const store = platform.offlineStore(api.connection().origin, me.id);
    try {
      await session.signOut();
    } catch (error) {
      toast(t('account.signOutFailed', { reason: errorText(error) }), 'warn');
    }
    // After the screens of this person are gone, so that no open room writes its copy again.
    closeAnnotations();
    try {
      await store.clearAll();
      forgetPerson(localStorage, me.id);
    } catch {
      toast(t('account.copiesLeft'), 'warn');
    }
    store.close();
  };
  const signOut = async () => {
    const unsaved = await unsavedMarks();
    if (unsaved !== null && unsaved > 0) {
      setRisk(t('account.unsaved', { count: unsaved }));
      return;
    }
    if (unsaved === null) {
      // Nobody has the rooms open: what is kept here may or may not be on the server.
      const store = platform.offlineStore(api.connection().origin, me.id);
      const kept = await store.names().catch(() => []);
      const rooms = kept.filter((name) => !isRecordName(name));
      store.close();
      if (rooms.length > 0) {
        setRisk(t('account.unknown'));
        return;
      }
    }
    await leave();
  };
  return (
    <>
      <Menu
        label={t('account.open', { name: me.name })}
        title={[me.name, me.title].filter((line) => line !== '').join(' · ')}
        trigger={
          <AriaButton className="flex min-h-(--control-md) min-w-(--control-md) shrink-0 items-center justify-center gap-2.5 rounded-md p-1 data-hovered:bg-hover data-pressed:bg-pressed @5xl:pr-3">
            <PersonAvatar person={me} size="sm" />
            <span className="sr-only text-sm font-medium @5xl:not-sr-only @5xl:max-w-40 @5xl:truncate">
              <span className="sr-only">{t('account.label')} </span>
              {me.name}
            </span>
          </AriaButton>
        }
        actions={[
          {
            id: 'certificate',
            label: t('account.certificate'),
            icon: 'shield',
            onAction: () => void navigate({ to: '/trust' }),
          },
          { id: 'signOut', label: t('account.signOut'), icon: 'logout', onAction: () => void signOut() },
        ]}
      />
      <ConfirmDialog
        isOpen={risk !== null}
        isDanger
        title={t('account.unsavedTitle')}
        confirmLabel={t('account.discard')}
        onConfirm={leave}
        onClose={() => setRisk(null)}
      >
        {risk}
      </ConfirmDialog>
    </>
  );
}
