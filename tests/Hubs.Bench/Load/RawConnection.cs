using System.Buffers.Text;
using System.Net.Sockets;

namespace Hubs.Bench.Load;

/// <summary>
/// One keep-alive HTTP/1.1 connection that sends bytes made beforehand and reads one answer at a time: cheap, because it shares the cores with
/// what it measures.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[64 * 1024];
    private int _held;

    public static async Task<RawConnection> Open(Uri address)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    /// <summary>Sends a whole request and returns the status of its answer. <see cref="Answer"/> holds it until the next.</summary>
    public async ValueTask<int> Send(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request, SocketFlags.None);
        _held = 0;
        int end;
        while ((end = EndOfAnswer(_buffer.AsSpan(0, _held))) < 0)
        {
            if (_held == _buffer.Length)
                Array.Resize(ref _buffer, _buffer.Length * 2);
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(_held), SocketFlags.None);
            if (read == 0)
                throw new IOException("The server closed the connection.");
            _held += read;
        }
        // "HTTP/1.1 201 Created"
        return Utf8Parser.TryParse(_buffer.AsSpan(9, 3), out int status, out _) ? status : 0;
    }

    public ReadOnlySpan<byte> Answer => _buffer.AsSpan(0, _held);

    /// <summary>Length of a whole answer, or -1 while some of it is missing.</summary>
    private static int EndOfAnswer(ReadOnlySpan<byte> held)
    {
        var head = held.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return -1;
        var body = head + 4;
        var length = held[..head].IndexOf("Content-Length: "u8);
        if (length >= 0)
        {
            _ = Utf8Parser.TryParse(held[(length + 16)..], out int bytes, out _);
            return held.Length >= body + bytes ? body + bytes : -1;
        }
        return EndOfChunks(held, body);
    }

    private static int EndOfChunks(ReadOnlySpan<byte> held, int at)
    {
        while (true)
        {
            var line = held[at..].IndexOf("\r\n"u8);
            if (line < 0 || !Utf8Parser.TryParse(held[at..], out int size, out _, 'x'))
                return -1;
            at += line + 2 + size + 2;
            if (at > held.Length)
                return -1;
            if (size == 0)
                return at;
        }
    }

    public void Dispose() => _socket.Dispose();
}
