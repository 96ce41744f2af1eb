import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ReadingMode } from '#protocol/documents/reading-view';
import { IconButton, Menu, type MenuChoice } from '../../ui/index.ts';
import type { ReaderModel } from './reader-model.ts';

export interface ViewMenuProps {
  readonly model: ReaderModel;
  readonly onSlides: () => void;
  /** Asks in advance about a page; null while nobody can. */
  readonly onQuestion: ((page: number) => void) | null;
}

/** How the pages are laid out, turned and sized: everything that is not needed at every page. */
export function ViewMenu({ model, onSlides, onQuestion }: ViewMenuProps) {
  const { t } = useTranslation('documents');
  const { arrangement, fit, page } = useSyncExternalStore(model.subscribe, model.getSnapshot);
  const { mode, coverAlone } = arrangement;
  const sections: MenuChoice[] = [
    {
      title: t('view.mode'),
      value: mode,
      onChange: (value) => {
        const chosen = ReadingMode.safeParse(value);
        if (chosen.success) model.setView({ mode: chosen.data });
      },
      choices: [
        { id: 'continuous', label: t('view.continuous'), icon: 'pages-continuous' },
        { id: 'single', label: t('view.single'), icon: 'paper' },
        { id: 'spread', label: t('view.spread'), icon: 'pages-spread' },
      ],
    },
    ...(mode === 'spread'
      ? [
          {
            title: t('view.first'),
            value: coverAlone ? 'alone' : 'paired',
            onChange: (value: string) => model.setView({ coverAlone: value === 'alone' }),
            choices: [
              { id: 'alone', label: t('view.firstAlone') },
              { id: 'paired', label: t('view.firstPaired') },
            ],
          },
        ]
      : []),
    {
      title: t('view.size'),
      value: fit,
      onChange: (value) => {
        if (value === 'width' || value === 'page') model.setFit(value);
      },
      choices: [
        { id: 'width', label: t('fitWidth'), icon: 'fit-width' },
        { id: 'page', label: t('fitPage'), icon: 'fit-page' },
      ],
    },
  ];
  return (
    <Menu
      label={t('view.title')}
      trigger={<IconButton icon="view" label={t('view.title')} />}
      sections={sections}
      actions={[
        { id: 'in', label: t('zoomIn'), icon: 'zoom-in', onAction: () => model.zoom(1) },
        { id: 'out', label: t('zoomOut'), icon: 'zoom-out', onAction: () => model.zoom(-1) },
        { id: 'right', label: t('view.turnRight'), icon: 'turn-right', onAction: () => model.rotate(1) },
        { id: 'left', label: t('view.turnLeft'), icon: 'turn-left', onAction: () => model.rotate(-1) },
        { id: 'slides', label: t('view.slides'), icon: 'slides', onAction: onSlides },
        ...(onQuestion === null
          ? []
          : [
              {
                id: 'question',
                label: t('question'),
                icon: 'help' as const,
                onAction: () => onQuestion(page),
              },
            ]),
      ]}
    />
  );
}
