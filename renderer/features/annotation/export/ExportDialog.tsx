import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Layer } from '#protocol/annotation/ydoc';
import type { PersonId, VersionId } from '#protocol/wire/ids';
import { useErrorText } from '../../../sync/error-text.ts';
import { usePlatform } from '../../../sync/platform-context.ts';
import {
  Button,
  Checkbox,
  Dialog,
  formatBytes,
  Notice,
  ProgressBar,
  RadioGroup,
  saveFile,
  useLanguage,
} from '../../../ui/index.ts';
import type { MarkStore } from '../mark-store.ts';
import { roomsOf } from '../rooms-of-person.ts';
import { collectFrom, type MarkChoice } from './collect-marks.ts';
import { type ExportedFile, fileName, type PaperWarning } from './export-files.ts';
import type { ExportForm, ExportPaper } from './export-model.ts';
import { exportWords } from './export-words.ts';
import { runExport } from './run-export.ts';

/** A paper that can be exported. */
export interface ExportSource {
  readonly version: VersionId;
  readonly title: string;
  /** The whole file. `progress` gets the share that has come. */
  readonly bytes: (progress: (share: number) => void, signal: AbortSignal) => Promise<Uint8Array>;
}

export interface ExportDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Name of the pack, for a ZIP. */
  readonly name: string;
  /** The paper on the screen. */
  readonly paper: ExportSource;
  /** The papers of its pack in their order; none when it stands alone. */
  readonly pack: readonly ExportSource[];
  /** The marks on the screen: whose can be chosen. */
  readonly marks: MarkStore;
  readonly me: { readonly id: PersonId; readonly unit: string };
  readonly nameOf: (person: PersonId) => string;
  readonly hidden: readonly PersonId[];
}

type Stage =
  | { readonly at: 'choosing' }
  | { readonly at: 'working'; readonly title: string; readonly share: number | null }
  | { readonly at: 'done'; readonly file: ExportedFile; readonly warnings: readonly string[] };

/** Share of the work that fetching files and marks is taken to be. */
const FETCHING = 0.5;

/** Takes papers out with the marks that one chooses: as PDF with annotations or flattened, with lists of comments. */
export function ExportDialog(props: ExportDialogProps) {
  const { isOpen, onClose } = props;
  const { t } = useTranslation('annotation');
  return (
    <Dialog title={t('export.title')} isOpen={isOpen} onClose={onClose} keepOpenOutside>
      {isOpen ? <ExportForm {...props} /> : null}
    </Dialog>
  );
}

function ExportForm({ onClose, name, paper, pack, marks, me, nameOf, hidden }: ExportDialogProps) {
  const { t } = useTranslation('annotation');
  const errorText = useErrorText();
  const platform = usePlatform();
  const language = useLanguage();
  const [scope, setScope] = useState<'paper' | 'pack'>('paper');
  const [form, setForm] = useState<ExportForm | 'none'>('annotations');
  const [layers, setLayers] = useState<ReadonlySet<Layer>>(new Set(marks.layers));
  const [whose, setWhose] = useState<'all' | 'mine' | 'some'>('all');
  const authors = [...new Set(marks.all().map(({ author }) => author))];
  const [some, setSome] = useState<ReadonlySet<PersonId>>(new Set([me.id]));
  const [withSummaryPages, setSummaryPages] = useState(false);
  const [summaries, setSummaries] = useState<ReadonlySet<'pdf' | 'docx'>>(new Set());
  const [stage, setStage] = useState<Stage>({ at: 'choosing' });
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const people = whose === 'all' ? null : whose === 'mine' ? new Set([me.id]) : some;
  const isEmpty = form === 'none' && summaries.size === 0;

  const start = async () => {
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    setProblem(null);
    try {
      const sources = scope === 'pack' ? pack : [paper];
      const choice: MarkChoice = { layers, people, hidden };
      const rooms = roomsOf(platform, me);
      const papers: ExportPaper[] = [];
      const warnings: string[] = [];
      for (const [n, source] of sources.entries()) {
        const working = (share: number) =>
          setStage({ at: 'working', title: source.title, share: (FETCHING * (n + share)) / sources.length });
        working(0);
        const { marks: found, isCompared } = await collectFrom(
          rooms,
          me.id,
          source.version,
          choice,
          nameOf,
          signal,
        );
        if (!isCompared) warnings.push(t('export.notCompared', { title: source.title }));
        const bytes = form === 'none' ? new Uint8Array() : await source.bytes(working, signal);
        papers.push({ title: source.title, name: fileName(source.title), bytes, marks: found });
      }
      const exported = await runExport(
        {
          name: fileName(name),
          papers,
          choice: { form: form === 'none' ? null : form, withSummaryPages, summaries: [...summaries] },
          words: exportWords(t, language),
        },
        (share) =>
          setStage({ at: 'working', title: t('export.writing'), share: FETCHING + (1 - FETCHING) * share }),
        signal,
      );
      warnings.push(...exported.warnings.map((each) => warningText(each)));
      setStage({ at: 'done', file: exported.file, warnings });
    } catch (error) {
      setStage({ at: 'choosing' });
      if (!signal.aborted) setProblem(errorText(error));
    }
  };
  const warningText = ({ title, warning }: PaperWarning) => t(`export.warning.${warning}`, { title });

  if (stage.at === 'working') {
    return (
      <div className="flex flex-col gap-4">
        <ProgressBar label={stage.title} value={stage.share} />
        <Button className="self-end" onPress={() => running.current?.abort()}>
          {t('export.cancel')}
        </Button>
      </div>
    );
  }
  if (stage.at === 'done') {
    const { file, warnings } = stage;
    // Saved by a press of its own: browsers hold back what comes long after the last one.
    const save = () => {
      saveFile(file.name, new Blob([new Uint8Array(file.bytes)], { type: file.type }));
      onClose();
    };
    return (
      <div className="flex flex-col gap-4">
        <Notice tone="ok" announce title={t('export.ready')}>
          <p className="break-words">
            {file.name} ({formatBytes(file.bytes.length, language)})
          </p>
        </Notice>
        {warnings.length === 0 ? null : (
          <Notice tone="warn" title={t('export.remarks')}>
            <ul className="flex list-disc flex-col gap-1 pl-5">
              {warnings.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{t('export.close')}</Button>
          <Button variant="primary" icon="download" autoFocus onPress={save}>
            {t('export.save')}
          </Button>
        </div>
      </div>
    );
  }
  const toggled = <K,>(set: ReadonlySet<K>, key: K, isIn: boolean): ReadonlySet<K> =>
    new Set(isIn ? [...set, key] : [...set].filter((each) => each !== key));
  return (
    <div className="flex flex-col gap-5">
      {problem === null ? null : <Notice tone="error">{problem}</Notice>}
      {pack.length > 0 ? (
        <RadioGroup
          label={t('export.scope')}
          layout="row"
          value={scope}
          onChange={setScope}
          choices={[
            { id: 'paper', label: t('export.paper') },
            { id: 'pack', label: t('export.pack', { count: pack.length }) },
          ]}
        />
      ) : null}
      <RadioGroup
        label={t('export.form')}
        value={form}
        onChange={setForm}
        choices={(['annotations', 'flat', 'none'] as const).map((id) => ({
          id,
          label: t(`export.forms.${id}`),
          detail: t(`export.forms.${id}Detail`),
        }))}
      />
      <fieldset className="flex flex-col">
        <legend className="mb-1 font-medium">{t('export.layers')}</legend>
        <div className="flex flex-wrap gap-x-6">
          {marks.layers.map((layer) => (
            <Checkbox
              key={layer}
              isSelected={layers.has(layer)}
              onChange={(isIn) => setLayers(toggled(layers, layer, isIn))}
            >
              {t(`layer.${layer}`)}
            </Checkbox>
          ))}
        </div>
      </fieldset>
      <RadioGroup
        label={t('export.people')}
        layout="row"
        value={whose}
        onChange={setWhose}
        choices={(['all', 'mine', 'some'] as const).map((id) => ({ id, label: t(`export.whose.${id}`) }))}
      />
      {whose === 'some' ? (
        <div className="flex max-h-48 flex-col overflow-y-auto rounded-md border border-line px-3 py-1">
          {[...new Set([me.id, ...authors])].map((author) => (
            <Checkbox
              key={author}
              isSelected={some.has(author)}
              onChange={(isIn) => setSome(toggled(some, author, isIn))}
            >
              {nameOf(author)}
            </Checkbox>
          ))}
        </div>
      ) : null}
      <fieldset className="flex flex-col">
        <legend className="mb-1 font-medium">{t('export.summaries')}</legend>
        <Checkbox
          isSelected={withSummaryPages && form !== 'none'}
          isDisabled={form === 'none'}
          onChange={setSummaryPages}
        >
          {t('export.summaryPages')}
        </Checkbox>
        {(['pdf', 'docx'] as const).map((kind) => (
          <Checkbox
            key={kind}
            isSelected={summaries.has(kind)}
            onChange={(isIn) => setSummaries(toggled(summaries, kind, isIn))}
          >
            {t(`export.summary.${kind}`)}
          </Checkbox>
        ))}
      </fieldset>
      <div className="flex justify-end gap-2">
        <Button onPress={onClose}>{t('export.cancel')}</Button>
        <Button variant="primary" icon="download" isDisabled={isEmpty} onPress={() => void start()}>
          {t('export.start')}
        </Button>
      </div>
    </div>
  );
}
