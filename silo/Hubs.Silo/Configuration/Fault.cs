using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>
/// One thing wrong in what was configured: where it is, the value found there, and a sentence saying what would be right.
/// <see cref="Sentence"/> begins with the value, so file, path and sentence read as one line.
/// </summary>
public sealed record Fault(string File, string Path, string? Value, string Sentence)
{
    public override string ToString() =>
        Path.Length == 0 ? $"{File} {Sentence}" : $"{File} {Path} {Sentence}";
}

/// <summary>The network, when it is without fault, and otherwise everything that is wrong with it.</summary>
public sealed record NetworkReading(Network? Network, ImmutableArray<Fault> Faults);
