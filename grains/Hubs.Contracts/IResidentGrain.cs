using Hubs.Model;

namespace Hubs.Contracts;

/// <summary>One resident's key. Details exist in the clear only between a form and <see cref="Seal"/>, and on a page that may show them.</summary>
public interface IResidentGrain : IGrainWithStringKey
{
    /// <summary>Encrypts under this resident's key, made and saved on first use.</summary>
    Task<SealedDetails> Seal(ResidentDetails details);

    /// <summary>The details, or null when the key was destroyed.</summary>
    Task<ResidentDetails?> Open(SealedDetails details);

    /// <summary>Destroys the key for good: nothing sealed under it can be read again, in any journal, snapshot or new backup.</summary>
    Task Erase();
}
