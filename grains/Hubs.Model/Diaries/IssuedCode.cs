using System.Security.Cryptography;
using System.Text;

namespace Hubs.Model;

/// <summary>
/// Codes for appointments, holds and tickets: eight letters and digits. The first two name the date (the number of the day, modulo 576), so that whoever looks for a
/// code asks the diaries of one date only; the others are made from the command's key, so a repeat makes the same code. No vowels (no words), and of those that look
/// alike only one: no 0 or O, no 1, I or L, no 5 or S, 8 but no B, 2 but no Z.
/// </summary>
public static class IssuedCode
{
    public const int Length = 8;

    private const string Alphabet = "2346789cdfghjkmnpqrtvwxy";

    private const int OfDate = 2;

    /// <summary>False when no diary of this date issued the code, unless before codes named dates.</summary>
    public static bool Names(DateOnly date, string code)
    {
        Span<char> named = stackalloc char[OfDate];
        Write(named, (ulong)date.DayNumber);
        return code.AsSpan().StartsWith(named, StringComparison.Ordinal);
    }

    /// <summary>The first code of this command that is not taken yet.</summary>
    internal static string Make(DateOnly date, CommandId command, Func<string, bool> isTaken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var code = Make(date, attempt == 0 ? command.Value : $"{command.Value}#{attempt}");
            if (!isTaken(code))
                return code;
        }
    }

    /// <summary>As read out: "H7K2-M9XD".</summary>
    internal static string Reference(string id)
    {
        var code = id.AsSpan(id.LastIndexOf('.') + 1);
        Span<char> upper = stackalloc char[code.Length];
        code.ToUpperInvariant(upper);
        return code.Length == Length ? $"{upper[..4]}-{upper[4..]}" : upper.ToString();
    }

    private static string Make(DateOnly date, string seed)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(seed), hash);
        Span<char> code = stackalloc char[Length];
        Write(code[..OfDate], (ulong)date.DayNumber);
        Write(code[OfDate..], BitConverter.ToUInt64(hash));
        return code.ToString();
    }

    private static void Write(Span<char> code, ulong number)
    {
        for (var i = 0; i < code.Length; i++)
        {
            code[i] = Alphabet[(int)(number % (ulong)Alphabet.Length)];
            number /= (ulong)Alphabet.Length;
        }
    }
}
