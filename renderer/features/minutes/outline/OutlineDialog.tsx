import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  DEFAULT_OUTLINE,
  MAX_PARTS,
  MINUTES_DEPTHS,
  Outline,
  outlineApi,
  type OutlinePart,
} from '#protocol/minutes/outline';
import { api } from '../../../sync/api-client.ts';
import { useErrorText } from '../../../sync/error-text.ts';
import {
  Button,
  Dialog,
  Icon,
  IconButton,
  Menu,
  Notice,
  RadioGroup,
  TextArea,
  toast,
  type IconName,
} from '../../../ui/index.ts';
import { readable } from '../../administrative-document/index.ts';
import { OUTLINE_KEY, useOutline } from './useOutline.ts';

const ICONS: Record<OutlinePart['is'], IconName> = {
  attendance: 'people',
  items: 'agenda',
  besides: 'microphone',
  conclusion: 'gavel',
  heading: 'paper',
  sentence: 'note',
};
const KINDS = Object.keys(ICONS) as readonly OutlinePart['is'][];

/** A part while it is edited: `key` tells it from others like it. */
interface Row {
  readonly key: number;
  readonly part: OutlinePart;
}

function blank(is: OutlinePart['is']): OutlinePart {
  return is === 'heading' || is === 'sentence' ? { is, text: '' } : { is };
}

/** Mẫu biên bản: how the minutes of the organisation begin, kept by secretaries. */
export function OutlineDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('minutes');
  const client = useQueryClient();
  const errorText = useErrorText();
  const kept = useOutline();
  const [depth, setDepth] = useState(kept.depth);
  const [rows, setRows] = useState<readonly Row[]>(() => rowsOf(kept.parts));
  const [isTried, setTried] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const put = (key: number, part: OutlinePart) =>
    setRows(rows.map((row) => (row.key === key ? { key, part } : row)));
  const move = (index: number, by: 1 | -1) => {
    const next = [...rows];
    const [row] = next.splice(index, 1);
    if (row !== undefined) next.splice(index + by, 0, row);
    setRows(next);
  };
  const save = async () => {
    setTried(true);
    const cleaned = rows.map(({ part }) => ('text' in part ? { ...part, text: readable(part.text) } : part));
    const checked = Outline.safeParse({ depth, parts: cleaned });
    if (!checked.success) return;
    setBusy(true);
    setFailure(null);
    try {
      await api.call(outlineApi.put, { body: checked.data });
      await client.invalidateQueries({ queryKey: OUTLINE_KEY });
      toast(t('outline.saved'));
      onClose();
    } catch (error) {
      setFailure(errorText(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('outline.title')}
      isOpen
      onClose={onClose}
      isBusy={busy}
      keepOpenOutside
      size="lg"
      footer={
        <>
          <Button icon="undo" isDisabled={busy} onPress={() => setRows(rowsOf(DEFAULT_OUTLINE.parts))}>
            {t('outline.reset')}
          </Button>
          <Button isDisabled={busy} onPress={onClose}>
            {t('templates.cancel')}
          </Button>
          <Button variant="primary" isPending={busy} onPress={save}>
            {t('templates.save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-ink-muted">{t('outline.lead')}</p>
        <RadioGroup
          layout="row"
          label={t('outline.depth')}
          choices={MINUTES_DEPTHS.map((each) => ({ id: each, label: t(`depth.${each}`) }))}
          value={depth}
          onChange={setDepth}
        />
        <ol aria-label={t('outline.parts')} className="flex flex-col gap-2">
          {rows.map(({ key, part }, index) => (
            <li key={key} className="flex items-start gap-2 rounded-md border border-line px-3 py-2">
              <Icon name={ICONS[part.is]} className="mt-2.5 text-ink-muted" />
              {'text' in part ? (
                <TextArea
                  label={t(`outline.part.${part.is}`)}
                  rows={part.is === 'heading' ? 1 : 2}
                  maxLength={part.is === 'heading' ? 200 : 2000}
                  value={part.text}
                  onChange={(text) => put(key, { ...part, text })}
                  className="flex-1"
                  {...(isTried && readable(part.text).trim() === '' ? { error: t('outline.empty') } : {})}
                />
              ) : (
                <p className="flex-1 py-2">{t(`outline.part.${part.is}`)}</p>
              )}
              <span className="flex flex-wrap justify-end">
                <IconButton
                  icon="chevron-up"
                  label={t('outline.up', { part: t(`outline.part.${part.is}`) })}
                  isDisabled={index === 0}
                  onPress={() => move(index, -1)}
                />
                <IconButton
                  icon="chevron-down"
                  label={t('outline.down', { part: t(`outline.part.${part.is}`) })}
                  isDisabled={index === rows.length - 1}
                  onPress={() => move(index, 1)}
                />
                <IconButton
                  icon="trash"
                  label={t('outline.remove', { part: t(`outline.part.${part.is}`) })}
                  isDisabled={rows.length === 1}
                  onPress={() => setRows(rows.filter((row) => row.key !== key))}
                />
              </span>
            </li>
          ))}
        </ol>
        <Menu
          label={t('outline.add')}
          placement="bottom start"
          trigger={
            <Button icon="plus" isDisabled={rows.length >= MAX_PARTS} className="self-start">
              {t('outline.add')}
            </Button>
          }
          actions={KINDS.map((is) => ({
            id: is,
            icon: ICONS[is],
            label: t(`outline.part.${is}`),
            onAction: () => setRows([...rows, { key: nextKey(rows), part: blank(is) }]),
          }))}
        />
        {failure === null ? null : <Notice tone="error">{failure}</Notice>}
      </div>
    </Dialog>
  );
}

function rowsOf(parts: readonly OutlinePart[]): readonly Row[] {
  return parts.map((part, key) => ({ key, part }));
}

function nextKey(rows: readonly Row[]): number {
  return Math.max(-1, ...rows.map(({ key }) => key)) + 1;
}
