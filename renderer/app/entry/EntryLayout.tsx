import { use, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SessionContext } from '../../sync/session.ts';
import { Notice, TextLink } from '../../ui/index.ts';
import { DisplayMenu } from '../shell/DisplayMenu.tsx';
import { Mark } from '../shell/Mark.tsx';

export interface EntryLayoutProps {
  readonly title: string;
  readonly lead?: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** What surrounds the screens before somebody is signed in. */
export function EntryLayout({ title, lead, wide = false, children }: EntryLayoutProps) {
  const { t } = useTranslation('app');
  const session = use(SessionContext);
  const state = session?.state();
  const server = state !== undefined && 'server' in state ? state.server : null;
  return (
    <div className="flex min-h-dvh">
      <title>{`${title} · ${t('product')}`}</title>
      <aside className="sticky top-0 hidden h-dvh w-[38%] max-w-xl shrink-0 flex-col justify-between overflow-hidden border-r border-line bg-brand p-10 text-on-brand lg:flex">
        <div className="flex items-center gap-3">
          <Mark size={2.25} />
          <span className="text-lg font-semibold">{t('product')}</span>
        </div>
        <Mark size={27} className="absolute top-24 -right-40 opacity-[0.09]" />
        <div className="relative">
          <p className="text-3xl leading-tight font-semibold text-balance">
            {server === null || server.organisation === '' ? t('productLine') : server.organisation}
          </p>
          {server === null || server.organisation === '' ? null : (
            <p className="mt-3 text-lg opacity-90">{t('productLine')}</p>
          )}
        </div>
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="flex items-center justify-between px-4 py-3 sm:px-6">
          <span className="flex items-center gap-2.5 text-accent-ink lg:invisible">
            <Mark />
            <span className="flex min-w-0 flex-col leading-tight">
              <span className="text-sm font-semibold text-ink">{t('product')}</span>
              <span className="text-xs text-ink-muted">{server?.organisation}</span>
            </span>
          </span>
          <DisplayMenu />
        </header>
        <main className="flex flex-1 flex-col items-center justify-center px-4 pt-2 pb-12 sm:px-8">
          <div className={wide ? 'w-full max-w-2xl' : 'w-full max-w-md'}>
            <h1 className="text-2xl tracking-tight">{title}</h1>
            {lead === undefined ? null : <p className="mt-2 text-ink-muted">{lead}</p>}
            <div className="mt-6 flex flex-col gap-5">
              {server?.secure === false ? (
                <Notice tone="warn" title={t('insecure.title')}>
                  {t('insecure.text')} <TextLink href="/trust">{t('insecure.more')}</TextLink>
                </Notice>
              ) : null}
              {children}
            </div>
          </div>
        </main>
      </div>
    </div>
  );
}
