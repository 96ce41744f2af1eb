import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from '@tanstack/react-router';
import { PersonAvatar } from '../../features/people/index.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { useMe, useSession } from '../../sync/session.ts';
import { Menu, toast } from '../../ui/index.ts';

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation('app');
  const errorText = useErrorText();
  const me = useMe();
  const session = useSession();
  const navigate = useNavigate();
  const signOut = async () => {
    try {
      await session.signOut();
    } catch (error) {
      toast(t('account.signOutFailed', { reason: errorText(error) }), 'warn');
    }
    await navigate({ to: '/signin', search: {} });
  };
  return (
    <Menu
      label={t('account.open', { name: me.name })}
      title={[me.name, me.title].filter((line) => line !== '').join(' · ')}
      trigger={
        <AriaButton
          aria-label={t('account.open', { name: me.name })}
          className="flex min-h-(--control-md) min-w-(--control-md) shrink-0 items-center justify-center gap-2.5 rounded-md p-1 data-hovered:bg-hover data-pressed:bg-pressed lg:pr-3"
        >
          <PersonAvatar person={me} size="sm" />
          <span className="hidden max-w-40 truncate text-sm font-medium lg:block">{me.name}</span>
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
  );
}
