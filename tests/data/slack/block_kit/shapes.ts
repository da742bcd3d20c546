// What bot/playground/block_kit.schema.json is made from: the blocks and views that Slack's own types know.
import { HomeView, KnownBlock, ModalView } from '@slack/types';

export interface BlockKit { block: KnownBlock; home: HomeView; modal: ModalView }
