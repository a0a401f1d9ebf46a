namespace Hubs.Allocation;

/// <summary>A set of cells of the week, one bit each.</summary>
internal sealed class CellSet(int words) : IEquatable<CellSet>
{
    private readonly ulong[] bits = new ulong[words];

    public bool IsEmpty => !bits.AsSpan().ContainsAnyExcept(0UL);

    public bool this[int cell] => (bits[cell >> 6] >> (cell & 63) & 1) != 0;

    public void Add(int from, int to)
    {
        for (var cell = from; cell < to; cell++)
            bits[cell >> 6] |= 1UL << (cell & 63);
    }

    public void Remove(int from, int to)
    {
        for (var cell = from; cell < to; cell++)
            bits[cell >> 6] &= ~(1UL << (cell & 63));
    }

    public bool HasAll(int from, int to)
    {
        for (var cell = from; cell < to; cell++)
            if (!this[cell])
                return false;
        return true;
    }

    public bool HasAny(int from, int to)
    {
        for (var cell = from; cell < to; cell++)
            if (this[cell])
                return true;
        return false;
    }

    public CellSet And(CellSet other)
    {
        var both = new CellSet(bits.Length);
        for (var i = 0; i < bits.Length; i++)
            both.bits[i] = bits[i] & other.bits[i];
        return both;
    }

    public CellSet Or(CellSet other)
    {
        var either = new CellSet(bits.Length);
        for (var i = 0; i < bits.Length; i++)
            either.bits[i] = bits[i] | other.bits[i];
        return either;
    }

    public bool Equals(CellSet? other) =>
        other is not null && bits.AsSpan().SequenceEqual(other.bits);

    public override bool Equals(object? obj) => Equals(obj as CellSet);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var word in bits)
            hash.Add(word);
        return hash.ToHashCode();
    }
}
