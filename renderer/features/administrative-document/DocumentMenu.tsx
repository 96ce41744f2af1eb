import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, type ControlSize, Menu, saveFile, toast } from '../../ui/index.ts';
import type { AdministrativeDocument } from './document-model.ts';
import { type DocumentForm, makeDocument } from './make-document.ts';
import { readable } from './readable-text.ts';

export interface DocumentMenuProps {
  /** What the button says. */
  readonly label: string;
  /** Name of the file, without its ending. */
  readonly name: string;
  /** Writes the document when it is asked for, so that it says what is known then. */
  readonly write: () => AdministrativeDocument;
  /** Files of it that are there already, and are given as they are. */
  readonly kept?: Partial<Record<DocumentForm, Blob>>;
  readonly size?: ControlSize;
}

/** What a file name can't hold on one of the systems, with the spaces round it. */
const UNFIT = /[\s\\/:*?"<>|]+/gu;
const LONGEST_NAME = 120;

/** A button that gives a document as a Word file or as PDF. */
export function DocumentMenu({ label, name, write, kept = {}, size = 'sm' }: DocumentMenuProps) {
  const { t } = useTranslation('administrative-document');
  const [busy, setBusy] = useState(false);
  const take = async (form: DocumentForm) => {
    const there = kept[form];
    setBusy(true);
    const made = there === undefined ? await makeDocument(write(), form) : { ok: true as const, file: there };
    setBusy(false);
    if (!made.ok) {
      toast(t(`fault.${made.code}`), 'error');
      return;
    }
    const title = readable(name).replaceAll(UNFIT, ' ').slice(0, LONGEST_NAME).trim();
    saveFile(`${title}.${form}`, made.file);
  };
  return (
    <Menu
      label={label}
      placement="bottom start"
      trigger={
        <Button size={size} icon="download" isPending={busy} className="self-start">
          {label}
        </Button>
      }
      actions={(['docx', 'pdf'] as const).map((form) => ({
        id: form,
        label: t(`form.${form}`),
        detail: t(`detail.${form}`),
        onAction: () => void take(form),
      }))}
    />
  );
}
