import {
  type ArgumentMetadata,
  Body,
  Controller,
  type DynamicModule,
  type ExecutionContext,
  HttpCode,
  Inject,
  Post,
  UseGuards,
} from '@nestjs/common';
import { codeResults, Failure, VaspError, vasp } from '@oryu/core';
import { ProviderErrorsModule } from '@oryu/nest';

/** The transfers that this VASP has authorized, by their id. */
export type Transfers = Map<string, { readonly status: string; readonly txid?: string }>;

const transfersToken = Symbol('transfers');
const neededHeaders = ['X-Code-Req-Nonce', 'X-Code-Req-PubKey', 'X-Code-Req-Datetime', 'X-Request-Origin'];

const headerGuard = {
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest();
    const names = neededHeaders.filter((name) => headers[name.toLowerCase()] === undefined);
    if (names.length > 0) throw new Failure('missing-header', { names });
    return true;
  },
};

/** A member of the message that has to be a text. */
const text = {
  transform(value: unknown, { data = '' }: ArgumentMetadata): string {
    if (value === undefined) throw new Failure('missing-parameter', { names: [data] });
    if (typeof value !== 'string') throw new Failure('invalid-parameter', { names: [data] });
    return value;
  },
};

@UseGuards(headerGuard)
@Controller('v1')
class TransferController {
  constructor(@Inject(transfersToken) private readonly transfers: Transfers) {}

  @Post('vasp/transfer/status')
  @HttpCode(200)
  search(@Body('transferId', text) transferId: string) {
    const transfer = this.transfers.get(transferId);
    if (transfer === undefined) throw new VaspError('UNKNOWN_TRANSFER_ID');
    return { transferId, ...transfer };
  }

  /** What cannot be done here is a result of a request that succeeded, not an error. */
  @Post('beneficiary/transfer/txid')
  @HttpCode(200)
  report(@Body('transferId', text) transferId: string, @Body('txid', text) txid: string) {
    const transfer = this.transfers.get(transferId);
    if (transfer === undefined) return { transferId, ...codeResults.error('UNKNOWN_TRANSFER_ID') };
    if (transfer.txid !== undefined && transfer.txid !== txid)
      return { transferId, ...codeResults.error('TXID_ALREADY_EXISTS') };
    this.transfers.set(transferId, { status: 'confirmed', txid });
    return { transferId, result: 'normal' };
  }
}

/** A VASP's server of the CODE travel-rule API. */
export const vaspModule = (transfers: Transfers): DynamicModule => ({
  module: class VaspModule {},
  imports: [ProviderErrorsModule.forRoot(vasp())],
  controllers: [TransferController],
  providers: [{ provide: transfersToken, useValue: transfers }],
});
