import { useTranslation } from 'react-i18next';
import { Link } from 'react-aria-components';
import { useRouterState } from '@tanstack/react-router';
import { SampleLinkButton } from '../../features/people/index.ts';
import { useMe, useServer } from '../../sync/session.ts';
import { cx, Icon, type IconName } from '../../ui/index.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { DisplayMenu } from './DisplayMenu.tsx';
import { Mark } from './Mark.tsx';

interface Place {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  readonly isHere: boolean;
}

export interface TopBarProps {
  /** A screen that fills the window (a meeting's room) has its own things in the bar instead of the navigation. */
  readonly compact: boolean;
  /** Where such a screen puts them. */
  readonly slotRef: (element: HTMLElement | null) => void;
}

/**
 * The bar over every signed-in screen: whose system this is, where one can go, how it looks, who one is. It measures itself
 * and not the window, because larger text needs more of the same window.
 */
export function TopBar({ compact, slotRef }: TopBarProps) {
  const { t } = useTranslation('app');
  const me = useMe();
  const server = useServer();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const places: Place[] = [
    {
      href: '/',
      label: t('nav.meetings'),
      icon: 'meeting',
      isHere: path === '/' || path.startsWith('/meetings'),
    },
    ...(me.role === 'admin'
      ? [{ href: '/people', label: t('nav.people'), icon: 'people' as const, isHere: path === '/people' }]
      : []),
  ];
  return (
    <header className="@container shrink-0 border-b border-line bg-surface print:hidden">
      <div className="flex h-13 items-center gap-1 px-2 @lg:gap-2 @lg:px-3">
        <Link
          href="/"
          className="flex min-h-(--control-md) min-w-(--control-md) shrink-0 items-center justify-center gap-2.5 rounded-md px-1.5 text-accent-ink no-underline data-hovered:bg-hover"
        >
          <Mark />
          <span className="sr-only">{t('nav.home')}</span>
          {compact ? null : (
            <span className="hidden min-w-0 flex-col leading-tight @xl:flex">
              <span className="text-sm font-semibold text-ink">{t('product')}</span>
              <span className="max-w-56 truncate text-xs text-ink-muted" title={server.organisation}>
                {server.organisation}
              </span>
            </span>
          )}
        </Link>
        {compact ? null : (
          <nav aria-label={t('nav.label')} className="ml-1 flex h-full items-stretch gap-1 @xl:ml-4">
            {places.map((place) => (
              <Link
                key={place.href}
                href={place.href}
                {...(place.isHere ? { 'aria-current': 'page' } : {})}
                className={cx(
                  'flex min-w-(--control-md) items-center justify-center gap-2 border-y-[3px] border-t-transparent px-2.5 text-base font-medium no-underline data-hovered:bg-hover data-focus-visible:-outline-offset-2',
                  place.isHere ? 'border-b-accent text-ink' : 'border-b-transparent text-ink-muted',
                )}
              >
                <Icon name={place.icon} size={1.125} />
                <span className="sr-only @3xl:not-sr-only">{place.label}</span>
              </Link>
            ))}
          </nav>
        )}
        <div ref={slotRef} className="flex h-full min-w-0 flex-1 items-center" />
        {server.sample ? (
          // A room's own things need the width of a phone; the home page has it, too.
          <span className={cx(compact && 'hidden @lg:block')}>
            <SampleLinkButton compact={compact} />
          </span>
        ) : null}
        <DisplayMenu />
        <AccountMenu />
      </div>
    </header>
  );
}
