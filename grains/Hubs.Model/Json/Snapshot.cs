namespace Hubs.Model;

/// <summary>A journaled state as it was after <see cref="Version"/> entries, so that loading need not begin at the first. <see cref="Cursor"/> is the journal's own bookmark.</summary>
public sealed record Snapshot<TState>(TState State, long Version, string? Cursor)
    where TState : class;
