import type { Editor } from '@tiptap/core';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Evidence } from '#protocol/minutes/evidence';
import { LiveBlock } from '#protocol/minutes/live-block';
import type { MeetingState } from '#protocol/meeting/records';

/**
 * Takes the person to what a conclusion rests on: into the room at the page of the paper, or, for a vote or a speech, to
 * the part of these minutes that tells of it.
 */
export function useGoToEvidence(editor: Editor, state: MeetingState): (evidence: Evidence) => void {
  const navigate = useNavigate();
  return useCallback(
    (evidence) => {
      if (evidence.kind === 'paper') {
        void navigate({ to: '/meetings/$id', params: { id: state.id }, search: { at: evidence } });
        return;
      }
      const at = blockTelling(editor, evidence, state);
      if (at === null) return;
      editor.commands.setNodeSelection(at);
      const shown = editor.view.nodeDOM(at);
      if (shown instanceof Element) shown.scrollIntoView({ block: 'center' });
    },
    [editor, navigate, state],
  );
}

/** Where the block stands that tells of a vote or a speech; null: there is none in this text. */
function blockTelling(
  editor: Editor,
  evidence: Exclude<Evidence, { kind: 'paper' }>,
  { voting, floor, agenda }: MeetingState,
): number | null {
  const isVote = evidence.kind === 'vote';
  const item = isVote
    ? voting.votes.find(({ id }) => id === evidence.ref)?.fields.item
    : floor.speeches.find(
        ({ person, startedAt }) => person === evidence.person && startedAt === evidence.startedAt,
      )?.item;
  const isListed = agenda.some(({ id }) => id === item);
  let found: number | null = null;
  editor.state.doc.descendants((node, at) => {
    const parsed = node.type.name === 'liveBlock' ? LiveBlock.safeParse(node.attrs) : undefined;
    if (found !== null || parsed?.success !== true) return found === null;
    const block = parsed.data;
    const tells =
      (isVote && block.kind === 'vote' && block.ref === evidence.ref) ||
      (isListed && block.kind === (isVote ? 'votes' : 'speeches') && block.ref === item) ||
      (!isListed && block.kind === 'besides');
    if (tells) found = at;
    return false;
  });
  return found;
}
