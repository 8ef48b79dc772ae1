import { randomBytes } from 'node:crypto';
import { type BilledUsage, NO_USAGE } from '../provider/billing-book.ts';
import { answerBySchema } from '../provider/look/answer-by-schema.ts';
import { measurePicture } from '../provider/look/measure.ts';
import type { CheckedMessage } from './check-request.ts';
import type { ClaudeFaultKind } from './faults.ts';
import type { ClaudeModel } from './models.ts';
import type { MessageRequest } from './wire.ts';

export type Answered = { body: object; usage: BilledUsage; outcome: string };

/** About 3.5 characters a token for the newer tokenizer (https://platform.claude.com/docs/en/about-claude/glossary#tokens). */
const textTokens = (text: string): number => Math.ceil(text.length / 3.5);

/** A picture counts one token for each 28 x 28 patch, up to the model's most. */
const pictureTokens = (model: ClaudeModel, width: number, height: number): number =>
  Math.min(model.imageTokens, Math.ceil(width / 28) * Math.ceil(height / 28));

export function promptUsage(
  model: ClaudeModel,
  request: MessageRequest,
  checked: CheckedMessage,
): BilledUsage {
  const extra = JSON.stringify(request.output_config?.format ?? request.tools ?? '');
  return {
    ...NO_USAGE,
    promptTextTokens: textTokens(checked.text) + (extra.length > 2 ? textTokens(extra) : 0) + 8,
    promptImageTokens: checked.pictures.reduce(
      (sum, { width, height }) => sum + pictureTokens(model, width, height),
      0,
    ),
    inputImages: checked.pictures.length,
  };
}

/** `Message` of @anthropic-ai/sdk 1.12.0 (https://platform.claude.com/docs/en/api/messages). */
export async function answerMessage(ask: {
  model: ClaudeModel;
  request: MessageRequest;
  checked: CheckedMessage;
  fault: ClaudeFaultKind | undefined;
}): Promise<Answered> {
  const { request, checked, fault } = ask;
  const prompt = promptUsage(ask.model, request, checked);
  if (fault === 'refusal') {
    const usage = { ...prompt, outputTextTokens: 1 };
    const stop_details = {
      type: 'refusal',
      category: null,
      explanation: 'This request was declined.',
    };
    return {
      body: body(request, usage, [], { stop_reason: 'refusal', stop_details }),
      usage,
      outcome: fault,
    };
  }
  const pictures = await Promise.all(checked.pictures.map(({ bytes }) => measurePicture(bytes)));
  const question = { pictures, text: checked.text };
  const value = answerBySchema(checked.schema ?? { type: 'string' }, question);
  const asTool = request.output_config?.format ? undefined : toolOf(request);
  const whole = textFor(fault, typeof value === 'string' ? value : JSON.stringify(value));
  const cut = fault === 'max-tokens' || textTokens(whole) > request.max_tokens;
  const text = cut
    ? whole.slice(0, Math.min(Math.floor(request.max_tokens * 3.5), Math.ceil(whole.length / 2)))
    : whole;
  const usage = { ...prompt, outputTextTokens: Math.max(1, textTokens(text)) };
  const block =
    asTool && !cut
      ? {
          type: 'tool_use',
          id: `toolu_${randomBytes(12).toString('hex')}`,
          name: asTool,
          input: value,
          caller: { type: 'direct' },
        }
      : { type: 'text', text, citations: null };
  const stop_reason = cut ? 'max_tokens' : asTool ? 'tool_use' : 'end_turn';
  return {
    body: body(request, usage, [block], { stop_reason, stop_details: null }),
    usage,
    outcome: fault ?? 'answered',
  };
}

function textFor(fault: ClaudeFaultKind | undefined, answer: string): string {
  if (fault === 'invalid-json') return `Sure, here it is: ${answer.slice(0, -1)}`;
  return fault === 'bad-answer' ? '{"unexpected":true}' : answer;
}

function toolOf(request: MessageRequest): string | undefined {
  const choice = request.tool_choice;
  if (choice?.type === 'tool') return choice.name;
  return choice?.type === 'any' ? request.tools?.[0]?.name : undefined;
}

function body(
  request: MessageRequest,
  usage: BilledUsage,
  content: readonly object[],
  stop: { stop_reason: string; stop_details: object | null },
): object {
  return {
    id: `msg_${randomBytes(12).toString('hex')}`,
    type: 'message',
    role: 'assistant',
    model: request.model,
    content,
    ...stop,
    stop_sequence: null,
    container: null,
    diagnostics: null,
    usage: {
      input_tokens: usage.promptTextTokens + usage.promptImageTokens,
      output_tokens: usage.outputTextTokens,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
      inference_geo: null,
      output_tokens_details: { thinking_tokens: 0 },
      server_tool_use: null,
      service_tier: 'standard',
      speed: 'standard',
    },
  };
}

/** Rounded up to a whole micro-dollar a call. */
export function costMicroUsd(model: ClaudeModel, usage: BilledUsage): number {
  const prompt = usage.promptTextTokens + usage.promptImageTokens;
  const { input, output } =
    model.longPrompt && prompt > model.longPrompt.over ? model.longPrompt.price : model.price;
  return Math.ceil(prompt * input + usage.outputTextTokens * output - 0.001);
}
