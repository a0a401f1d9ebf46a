using System.Security.Cryptography;
using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Web.Api;

/// <summary>
/// Between a form and a diary: names and contacts go in, sealed details come out, and the other way for those who may see them. Takes keys from
/// several blocks at once, one for each thread as a rule, because two at one block wait for each other, and has the next block made before one is used up.
/// </summary>
public sealed class ResidentSealing(IGrainFactory grains)
{
    private const int BlocksAtOnce = 16;
    private const int UsesBeforeTheNextIsMade = 24;
    private readonly Block[] current =
    [
        .. Enumerable.Range(0, BlocksAtOnce).Select(_ => new Block(grains)),
    ];

    /// <summary>Under a key of this resident's own; each call makes another resident.</summary>
    public async Task<SealedDetails> Seal(ResidentDetails details)
    {
        // Whoever runs at the same time runs on another thread.
        var place = Environment.CurrentManagedThreadId % BlocksAtOnce;
        while (true)
        {
            var block = Volatile.Read(ref current[place]);
            if (block.Uses() == UsesBeforeTheNextIsMade)
                _ = block.MakeNext();
            if (await block.Keys.Seal(details) is { } made)
                return made;
            Interlocked.CompareExchange(ref current[place], block.Next, block);
        }
    }

    /// <summary>Null when nobody was named, or the person was erased.</summary>
    public async Task<ResidentDetails?> Open(SealedDetails? details) =>
        details is null ? null
        : ResidentIds.TryOfBlock(details.Resident, out var block, out _)
            ? await grains.ResidentKeys(block).Open(details)
        : await grains.Resident(details.Resident).Open(details);

    private sealed class Block(IGrainFactory grains)
    {
        private readonly Lazy<Block> next = new(() => new Block(grains));

        // Not before it is needed: a web node of a cluster finds no grain until it has joined.
        private readonly Lazy<IResidentKeysGrain> keys = new(() =>
            grains.ResidentKeys(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5)))
        );
        private int uses;

        public IResidentKeysGrain Keys => keys.Value;

        public Block Next => next.Value;

        public int Uses() => Interlocked.Increment(ref uses);

        public async Task MakeNext()
        {
            try
            {
                await Next.Keys.Prepare();
            }
            catch (NotConfirmedException)
            {
                // Whoever seals with it first tries again, and is told.
            }
        }
    }
}
