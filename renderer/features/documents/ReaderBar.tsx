import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '#protocol/wire/ids';
import {
  formatNumber,
  IconButton,
  TextField,
  Toolbar,
  ToolbarSeparator,
  useLanguage,
} from '../../ui/index.ts';
import { type AnnotationSession, NoteList, SaveState } from '../annotation/index.ts';
import { FULL_SIZE } from './page-layout.ts';
import type { ReaderModel } from './reader-model.ts';

export interface ReaderBarProps {
  readonly model: ReaderModel;
  readonly session: AnnotationSession | null;
  readonly nameOf: (person: PersonId) => string;
}

/** Page and zoom at the top of the reader, and what became of the marks. */
export function ReaderBar({ model, session, nameOf }: ReaderBarProps) {
  const { t } = useTranslation('documents');
  const language = useLanguage();
  const { layout, page, fit } = useSyncExternalStore(model.subscribe, model.getSnapshot);
  const count = layout.sizes.length;
  return (
    <div className="@container flex shrink-0 items-center gap-2 border-b border-line bg-surface px-2 py-1">
      <Toolbar label={t('bar')} className="min-w-0 flex-1">
        <IconButton
          icon="page-prev"
          label={t('previous')}
          shortcut="PgUp"
          isDisabled={page === 0}
          onPress={() => model.goToPage(page - 1)}
        />
        <PageField page={page} count={count} onGo={(to) => model.goToPage(to)} />
        <IconButton
          icon="page-next"
          label={t('next')}
          shortcut="PgDn"
          isDisabled={page >= count - 1}
          onPress={() => model.goToPage(page + 1)}
        />
        <ToolbarSeparator />
        <IconButton icon="zoom-out" label={t('zoomOut')} shortcut="−" onPress={() => model.zoom(-1)} />
        <span className="figures min-w-12 text-center text-sm text-ink-muted @max-lg:hidden">
          {`${formatNumber(Math.round((layout.scale / FULL_SIZE) * 100), language)} %`}
        </span>
        <IconButton icon="zoom-in" label={t('zoomIn')} shortcut="+" onPress={() => model.zoom(1)} />
        <IconButton
          icon="fit-width"
          label={t('fitWidth')}
          shortcut="0"
          aria-pressed={fit === 'width'}
          onPress={() => model.setFit('width')}
        />
        <IconButton
          icon="fit-page"
          label={t('fitPage')}
          shortcut="9"
          aria-pressed={fit === 'page'}
          onPress={() => model.setFit('page')}
        />
        {session === null ? null : (
          <>
            <ToolbarSeparator />
            <NoteList
              session={session}
              nameOf={nameOf}
              onGo={(to, y) => model.goToPage(to, Math.max(0, (layout.sizes[to]?.height ?? 0) - y - 60))}
            />
          </>
        )}
      </Toolbar>
      {session === null ? null : <SaveState session={session} className="shrink-0" />}
    </div>
  );
}

/** The page one is on, to be typed over: Enter goes there. */
function PageField({
  page,
  count,
  onGo,
}: {
  readonly page: number;
  readonly count: number;
  readonly onGo: (page: number) => void;
}) {
  const { t } = useTranslation('documents');
  const [typed, setTyped] = useState<string | null>(null);
  const go = () => {
    const wanted = Number.parseInt(typed ?? '', 10);
    if (Number.isFinite(wanted)) onGo(wanted - 1);
    setTyped(null);
  };
  return (
    <span className="flex items-center gap-1.5">
      <TextField
        label={t('goTo')}
        hideLabel
        inputMode="numeric"
        autoComplete="off"
        className="w-16"
        inputClassName="figures px-1 text-center"
        value={typed ?? String(page + 1)}
        onChange={setTyped}
        onBlur={go}
        onFocus={(event) => event.target instanceof HTMLInputElement && event.target.select()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go();
          else if (event.key === 'Escape') setTyped(null);
          else event.continuePropagation();
        }}
      />
      <span className="figures text-sm whitespace-nowrap text-ink-muted">{t('ofPages', { count })}</span>
    </span>
  );
}
