namespace Hubs.Storage;

/// <summary>What a store holds, for moving all of it elsewhere. Ordinal order; what is written meanwhile may or may not be in it.</summary>
public interface IStoreListing
{
    /// <summary>Every stream with at least one entry.</summary>
    ValueTask<IReadOnlyList<string>> Streams();

    ValueTask<IReadOnlyList<(string Name, string Key)>> States();
}
