namespace Hubs.Allocation;

/// <summary>Fast random numbers that are the same for the same seed on every machine (SplitMix64, Steele, Lea and Flood 2014).</summary>
internal struct Dice(int seed, int worker = 0)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    // The seed is mixed first: streams of seeds a step apart would otherwise be the same stream a number apart.
    private ulong state = Mix(Mix((ulong)seed) ^ 0x632BE59BD9B4E019 ^ (ulong)worker);

    public uint Next() => (uint)(Mix(state += Step) >> 32);

    /// <summary>0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)(((ulong)Next() * (uint)count) >> 32);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
