using Hubs.Model;

namespace Hubs.Contracts;

/// <summary>
/// Keys for the next so many residents, made and saved together before the first is used, so that booking somebody new waits for the disk once and not
/// twice. Each resident still has a key of their own. Key: the block's name, which nobody used before; a resident's id says which block and place.
/// </summary>
public interface IResidentKeysGrain : IGrainWithStringKey
{
    /// <summary>Makes and saves the keys; from then on <see cref="Seal"/> waits for nothing. Calling it again changes nothing.</summary>
    Task Prepare();

    /// <summary>
    /// Encrypts under a key nobody had before. Null when all are given out, or the block is from an earlier activation: take another block.
    /// Throws <see cref="NotConfirmedException"/> when the keys could not be saved.
    /// </summary>
    Task<SealedDetails?> Seal(ResidentDetails details);

    /// <summary>The details, or null when the key was destroyed.</summary>
    Task<ResidentDetails?> Open(SealedDetails details);

    /// <summary>Destroys one resident's key for good: nothing sealed under it can be read again, in any journal, snapshot or new backup.</summary>
    Task Erase(ResidentId resident);
}
