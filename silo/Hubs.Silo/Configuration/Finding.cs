namespace Hubs.Silo.Configuration;

/// <summary>
/// What <see cref="NetworkCheck"/> has to say: which object of the network (the very one, by reference), which of its properties as
/// the files name them ("serviceMix[2].minimum"), the value, and a sentence that begins with it.
/// </summary>
public sealed record Finding(object Subject, string Property, string? Value, string Sentence);
