namespace Hubs.Silo.Configuration;

/// <summary>Collects what is wrong while reading, and remembers where each thing that was read came from.</summary>
internal sealed class FaultLog
{
    private readonly Dictionary<object, Origin> _origins = new(ReferenceEqualityComparer.Instance);

    private readonly HashSet<(string File, string Path)> _unread = [];

    public List<Fault> Faults { get; } = [];

    /// <summary>Every property asked for by file and path, indexes left out ("rooms[].type"), and whether it must be there: what the readers know.</summary>
    public Dictionary<(string File, string Path), bool> Asked { get; } = [];

    public void Add(string file, string path, string? value, string sentence)
    {
        _unread.Add((file, path));
        Faults.Add(new Fault(file, path, value, sentence));
    }

    public void Remember(object read, string file, string path, bool isDamaged) =>
        _origins[read] = new Origin(file, path, isDamaged);

    /// <summary>True when something in it could not be read: a default stands in its place, so nothing should be concluded from it.</summary>
    public bool IsDamaged(object read) =>
        _origins.TryGetValue(read, out var origin) && origin.IsDamaged;

    public void Add(Finding finding)
    {
        var origin =
            _origins.GetValueOrDefault(finding.Subject) ?? new Origin("network", "", false);
        var path = (origin.Path.Length, finding.Property.Length) switch
        {
            (0, _) => finding.Property,
            (_, 0) => origin.Path,
            _ => $"{origin.Path}.{finding.Property}",
        };
        // What could not be read was reported then; the default in its place is not worth a second word.
        if (!_unread.Contains((origin.File, path)))
            Faults.Add(new Fault(origin.File, path, finding.Value, finding.Sentence));
    }

    private sealed record Origin(string File, string Path, bool IsDamaged);
}
