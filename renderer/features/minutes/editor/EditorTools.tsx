import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MinutesFacts } from '#protocol/minutes/facts';
import type { LiveBlock } from '#protocol/minutes/live-block';
import { OUTLINE_KEEPERS } from '#protocol/minutes/outline';
import { useMe } from '../../../sync/session.ts';
import type { Phrase } from '#protocol/minutes/phrases';
import {
  Button,
  FileButton,
  Menu,
  ToggleButton,
  Toolbar,
  ToolbarSeparator,
  type MenuAction,
} from '../../../ui/index.ts';
import { phraseContent } from '../phrases/phrase-text.ts';
import { OutlineDialog } from '../outline/OutlineDialog.tsx';
import { PhrasesDialog } from '../phrases/PhrasesDialog.tsx';
import { PICTURE_TYPES } from '../pictures/picture-node.ts';

export interface EditorToolsProps {
  readonly editor: Editor;
  readonly facts: MinutesFacts;
  readonly onInsert: (block: LiveBlock | 'conclusion') => void;
  readonly onPictures: (files: readonly File[]) => void;
  /** How one writes: more buttons after these. */
  readonly children: ReactNode;
}

/** How the text looks, what can be put into it, and taking back. */
export function EditorTools({ editor, facts, onInsert, onPictures, children }: EditorToolsProps) {
  const { t } = useTranslation('minutes');
  const is = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      underline: now.isActive('underline'),
      heading: now.isActive('heading', { level: 2 }),
      bulletList: now.isActive('bulletList'),
      orderedList: now.isActive('orderedList'),
    }),
  });
  const { role } = useMe();
  const [hasPhrases, setPhrases] = useState(false);
  const [hasOutline, setOutline] = useState(false);
  const insertPhrase = (phrase: Phrase) => {
    setPhrases(false);
    editor.commands.insertContent(phraseContent(phrase));
    // The dialog gives the focus back to what opened it first.
    setTimeout(() => editor.commands.focus());
  };
  const chain = () => editor.chain().focus();
  const looks = [
    ['bold', () => chain().toggleBold().run(), 'font-bold'],
    ['italic', () => chain().toggleItalic().run(), 'italic'],
    ['underline', () => chain().toggleUnderline().run(), 'underline'],
  ] as const;
  const actions: MenuAction[] = [
    {
      id: 'conclusion',
      icon: 'gavel',
      label: t('editor.conclusion'),
      onAction: () => onInsert('conclusion'),
    },
    {
      id: 'table',
      icon: 'thumbnails',
      label: t('editor.table'),
      onAction: () => void chain().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
    },
    {
      id: 'phrase',
      icon: 'note',
      label: t('templates.phrase.open'),
      onAction: () => setPhrases(true),
    },
    ...(OUTLINE_KEEPERS.includes(role)
      ? [
          {
            id: 'outline',
            icon: 'agenda' as const,
            label: t('outline.open'),
            onAction: () => setOutline(true),
          },
        ]
      : []),
    {
      id: 'attendance',
      icon: 'people',
      label: t('editor.attendance'),
      onAction: () => onInsert({ kind: 'attendance' }),
    },
    {
      id: 'besides',
      icon: 'agenda',
      label: t('editor.besides'),
      onAction: () => onInsert({ kind: 'besides' }),
    },
    ...facts.items.flatMap(({ item: { id, title } }) =>
      (['item', 'speeches', 'votes'] as const).map((kind) => ({
        id: `${kind} ${id}`,
        icon: ICONS[kind],
        label: t(`editor.${kind}`, { title }),
        onAction: () => onInsert({ kind, ref: id }),
      })),
    ),
    ...[...facts.items, facts.besides]
      .flatMap(({ votes }) => votes)
      .map(({ id, fields: { motion } }) => ({
        id,
        icon: ICONS.votes,
        label: t('editor.vote', { motion }),
        onAction: () => onInsert({ kind: 'vote', ref: id }),
      })),
    ...facts.items
      .flatMap(({ papers }) => papers)
      .map(({ id, title }) => ({
        id,
        icon: ICONS.item,
        label: t('editor.paper', { title }),
        onAction: () => onInsert({ kind: 'paper', ref: id }),
      })),
  ];
  return (
    <Toolbar
      label={t('editor.tools')}
      className="sticky top-0 z-10 flex flex-wrap items-center gap-1 rounded-md border border-line bg-surface p-1"
    >
      {looks.map(([name, press, look]) => (
        <ToggleButton
          key={name}
          size="sm"
          className={look}
          label={t(`editor.${name}`)}
          isSelected={is[name]}
          onChange={press}
        />
      ))}
      <ToolbarSeparator />
      <ToggleButton
        size="sm"
        label={t('editor.heading')}
        isSelected={is.heading}
        onChange={() => chain().toggleHeading({ level: 2 }).run()}
      />
      <ToggleButton
        size="sm"
        label={t('editor.bulletList')}
        isSelected={is.bulletList}
        onChange={() => chain().toggleBulletList().run()}
      />
      <ToggleButton
        size="sm"
        label={t('editor.orderedList')}
        isSelected={is.orderedList}
        onChange={() => chain().toggleOrderedList().run()}
      />
      <ToolbarSeparator />
      <Menu
        label={t('editor.insert')}
        trigger={
          <Button size="sm" icon="plus" variant="quiet">
            {t('editor.insert')}
          </Button>
        }
        actions={actions}
      />
      <FileButton
        size="sm"
        icon="image"
        variant="quiet"
        accept={PICTURE_TYPES}
        allowsMultiple
        onFiles={onPictures}
      >
        {t('templates.picture.add')}
      </FileButton>
      {hasOutline ? <OutlineDialog onClose={() => setOutline(false)} /> : null}
      {hasPhrases ? <PhrasesDialog onInsert={insertPhrase} onClose={() => setPhrases(false)} /> : null}
      <Button size="sm" icon="undo" variant="quiet" onPress={() => void chain().undo().run()}>
        {t('editor.undo')}
      </Button>
      <Button size="sm" icon="redo" variant="quiet" onPress={() => void chain().redo().run()}>
        {t('editor.redo')}
      </Button>
      {children}
    </Toolbar>
  );
}

const ICONS = { item: 'paper', speeches: 'microphone', votes: 'ballot' } as const;
