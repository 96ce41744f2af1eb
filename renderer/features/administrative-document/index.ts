/**
 * Documents of an office (văn bản hành chính) in the form of Nghị định 30/2020/NĐ-CP, made on this device as Word or PDF
 * files. It knows the form, not what is told in it: each feature writes its own documents as plain data.
 */
export { BlockView, DocumentSheet } from './DocumentSheet.tsx';
export { makeDocument } from './make-document.ts';
export { readable } from './readable-text.ts';
export { readSnapshot, writeSnapshot } from './document-snapshot.ts';
export { DocumentMenu, type DocumentMenuProps } from './DocumentMenu.tsx';
export {
  type AdministrativeDocument,
  type Block,
  cell,
  type Cell,
  type DocumentTable,
  type ListItem,
  type Run,
  heading,
  paragraph,
  sentence,
} from './document-model.ts';
